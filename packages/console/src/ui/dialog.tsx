import { Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'

interface DialogProps {
  readonly title: ReactNode
  readonly isOpen: boolean
  readonly close: () => void
  readonly size?: 'md' | 'lg' | 'xl'
  readonly children: ReactNode
}

/** What is asked or shown over a page. Its head is no banner: the page has one already. */
export function Dialog({ title, isOpen, close, size = 'lg', children }: DialogProps): ReactNode {
  return (
    <Modal.Root opened={isOpen} onClose={close} size={size} lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Group justify="space-between" wrap="nowrap" p="md" pb="xs">
          <Modal.Title fw={600} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </Group>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
