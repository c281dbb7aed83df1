import { Button, Paper, Stack, Text } from '@mantine/core'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'

interface DropFileProps {
  /** Of the file that is there; empty: none. */
  readonly name: string
  readonly choose: (file: File) => void
}

/** Where a file is dropped, or chosen by a button. */
export function DropFile({ name, choose }: DropFileProps): ReactNode {
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [first] = event.dataTransfer.files
    if (first !== undefined) choose(first)
  }
  return (
    <Paper
      withBorder
      p="xl"
      style={{ borderStyle: 'dashed', ...(isOver && { borderColor: 'var(--mantine-primary-color-filled)' }) }}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <Stack align="center" gap="xs">
        <Text fw={600}>{name === '' ? 'Drop a file here' : name}</Text>
        <Button variant="default" onClick={() => input.current?.click()}>
          {name === '' ? 'or choose one' : 'Choose another'}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="File to import"
          onChange={event => {
            const [first] = event.currentTarget.files ?? []
            if (first !== undefined) choose(first)
          }}
        />
      </Stack>
    </Paper>
  )
}
