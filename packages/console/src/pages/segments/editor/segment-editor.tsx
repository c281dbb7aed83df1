import {
  Alert,
  Button,
  Group,
  Paper,
  SimpleGrid,
  Stack,
  Tabs,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { StoredDefinitions, StoredSegment } from '../../../data/stored-definitions.ts'
import { Page, Section } from '../../../ui/page.tsx'
import { dropDraft, keepDraft, keptDraft } from './kept-draft.ts'
import { LivePreview } from './live-preview.tsx'
import { idOf, type SegmentDraft } from './segment-draft.ts'
import { SegmentSaving } from './segment-saving.tsx'

const VisualBuilder = lazy(async () => {
  const { VisualBuilder: loaded } = await import('../builder/visual-builder.tsx')
  return { default: loaded }
})

interface SegmentEditorProps {
  readonly begin: SegmentDraft
  readonly stored: StoredSegment | undefined
  readonly definitions: StoredDefinitions
  readonly version: number
}

/** Clicks and text side by side with what they mean; before anything is stored, who would come and who would go. */
export function SegmentEditor({ begin, stored, definitions, version }: SegmentEditorProps): ReactNode {
  const [found] = useState(() => keptDraft(begin))
  const [draft, setDraft] = useState(found?.draft ?? begin)
  const [planned, setPlanned] = useState(found?.planned)
  useEffect(() => {
    if (draft !== begin) keepDraft({ begin, draft, ...(planned !== undefined && { planned }) })
  }, [begin, draft, planned])
  const set = (part: Partial<SegmentDraft>) => setDraft(before => ({ ...before, ...part }))
  const isNew = stored === undefined
  const id = isNew ? idOf(draft.name) : draft.id
  const taken = isNew && id in definitions.segments
  const file = stored?.source
  return (
    <Page
      title={isNew ? 'New segment' : `Edit ${draft.name || draft.id}`}
      lead={isNew ? undefined : draft.id}
    >
      {file !== undefined && !file.startsWith('console:') && (
        <Alert color="yellow" title={`This segment is defined in ${file}`}>
          What is saved here holds until that file is applied again; change it there as well.
        </Alert>
      )}
      {found !== undefined && draft === found.draft && (
        <KeptNote
          drop={() => {
            dropDraft(begin.id)
            setDraft(begin)
          }}
        />
      )}
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <TextInput
          label="Name"
          required
          value={draft.name}
          onChange={event => set({ name: event.currentTarget.value })}
          description={id === '' ? 'What people call it' : `Expressions call it in(${id})`}
          error={taken ? `“${id}” is there already; choose another name` : undefined}
        />
        <TextInput
          label="Owner"
          value={draft.owner}
          description="Who answers for it"
          onChange={event => set({ owner: event.currentTarget.value })}
        />
        <TextInput
          label="Purpose"
          value={draft.purpose}
          description="What it is for"
          onChange={event => set({ purpose: event.currentTarget.value })}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Section title="Who is in it">
          <Tabs defaultValue="clicks" keepMounted={false}>
            <Tabs.List mb="sm">
              <Tabs.Tab value="clicks">By clicks</Tabs.Tab>
              <Tabs.Tab value="text">As text</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="clicks">
              <Suspense fallback={null}>
                <VisualBuilder definitions={definitions} when={draft.when} change={when => set({ when })} />
              </Suspense>
            </Tabs.Panel>
            <Tabs.Panel value="text">
              <ConditionText when={draft.when} change={when => set({ when })} />
            </Tabs.Panel>
          </Tabs>
        </Section>
        <Section title="What it says">
          <Paper withBorder p="md">
            <LivePreview when={draft.when} />
          </Paper>
        </Section>
      </SimpleGrid>
      <SegmentSaving
        draft={{ ...draft, id }}
        stored={stored}
        version={version}
        isReady={id !== '' && !taken && draft.when.trim() !== ''}
        planned={planned}
        plan={setPlanned}
        saved={() => dropDraft(begin.id)}
      />
    </Page>
  )
}

function KeptNote({ drop }: { drop: () => void }): ReactNode {
  return (
    <Alert title="You left this unsaved">
      <Group justify="space-between">
        <Text size="sm">It is as you left it.</Text>
        <Button size="xs" variant="default" onClick={drop}>
          Begin anew
        </Button>
      </Group>
    </Alert>
  )
}

function ConditionText({ when, change }: { when: string; change: (when: string) => void }): ReactNode {
  return (
    <Stack gap={4}>
      <Textarea
        label="Condition"
        description='Like: count(purchase, 90d) >= 3 and country in ("CZ", "SK")'
        value={when}
        onChange={event => change(event.currentTarget.value)}
        autosize
        minRows={4}
        spellCheck={false}
        classNames={{ input: 'expression' }}
      />
    </Stack>
  )
}
