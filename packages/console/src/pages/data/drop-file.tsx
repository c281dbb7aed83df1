import { Button, Paper, Stack, Text } from '@mantine/core'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'

/** Where a file is dropped, or chosen by a button. */
export function DropFile({
  file,
  choose,
}: {
  file: File | undefined
  choose: (file: File) => void
}): ReactNode {
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
        <Text fw={600}>{file === undefined ? 'Drop a file here' : file.name}</Text>
        <Button variant="default" onClick={() => input.current?.click()}>
          {file === undefined ? 'or choose one' : 'Choose another'}
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
