import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../../../data/queries.ts'
import { readDefinitions } from '../../../data/stored-definitions.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { useAddress } from '../../../ui/use-address.ts'
import { draftOf, emptyDraft } from './segment-draft.ts'
import { SegmentEditor } from './segment-editor.tsx'

/** A new segment, or one that is changed. The address may bring a condition to begin with. */
export function SegmentEditorPage(): ReactNode {
  const id: string | undefined = useParams({ strict: false }).id
  const { search } = useAddress()
  const query = useQuery(queries.definitions())
  return (
    <Loaded query={query}>
      {({ definitions, version }) => {
        const read = readDefinitions(definitions)
        const stored = id === undefined ? undefined : read.segments[id]
        if (id !== undefined && stored === undefined)
          return (
            <Page title="Segments">
              <Empty says={`There is no segment “${id}”.`} />
            </Page>
          )
        const draft = id === undefined || stored === undefined ? emptyDraft : draftOf(id, stored)
        const begin = search.when === undefined ? draft : { ...draft, when: search.when }
        return (
          <SegmentEditor
            key={id ?? 'new'}
            begin={begin}
            stored={stored}
            definitions={read}
            version={version}
          />
        )
      }}
    </Loaded>
  )
}
