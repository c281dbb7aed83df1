import { Button, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { DefinitionChoice } from '../../ui/definition-choice.tsx'
import { Problem } from '../../ui/problem.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'

type Moves = 'enter' | 'leave' | 'both'
const moves: readonly { readonly value: Moves; readonly label: string }[] = [
  { value: 'both', label: 'Both' },
  { value: 'enter', label: 'Who comes' },
  { value: 'leave', label: 'Who leaves' },
]

/** Has an address told of moves; the secret it is signed with is shown once. */
export function AddHook(): ReactNode {
  const [url, setUrl] = useState('')
  const [definitions, setDefinitions] = useState<readonly string[]>([])
  const [of, setOf] = useState<Moves>('both')
  const cache = useQueryClient()
  const add = useMutation({
    mutationFn: () => client.addHook({ url, definitions: [...definitions], moves: of }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['hooks'] }),
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    add.mutate()
  }
  if (add.data !== undefined)
    return (
      <ShownOnce title="Its secret, shown once" label="Secret" value={add.data.secret}>
        Every delivery is signed with it: whoever is told can see by it that it comes from here.
      </ShownOnce>
    )
  return (
    <form onSubmit={send}>
      <Stack>
        <TextInput
          label="Address"
          description="Moves are posted to it as JSON"
          placeholder="https://crm.example/moves"
          type="url"
          required
          data-autofocus
          value={url}
          onChange={event => setUrl(event.currentTarget.value)}
        />
        <DefinitionChoice
          label="About these segments"
          description="None: all segments and segmentations"
          chosen={definitions}
          choose={setDefinitions}
        />
        <Stack gap={4}>
          <Text size="sm" fw={500}>
            Of segments
          </Text>
          <SegmentedControl
            aria-label="Which moves of segments"
            data={[...moves]}
            value={of}
            onChange={next => setOf(moves.find(({ value }) => value === next)?.value ?? 'both')}
          />
        </Stack>
        {add.isError && <Problem error={add.error} />}
        <Button type="submit" loading={add.isPending}>
          Make it
        </Button>
      </Stack>
    </form>
  )
}
