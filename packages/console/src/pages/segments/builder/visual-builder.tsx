import 'react-querybuilder/dist/query-builder-layout.css'
import './visual-builder.css'
import { QueryBuilderMantine } from '@react-querybuilder/mantine'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { QueryBuilder, type RuleGroupType } from 'react-querybuilder'
import { queries } from '../../../data/queries.ts'
import type { StoredDefinitions } from '../../../data/stored-definitions.ts'
import { Empty } from '../../../ui/empty.tsx'
import { controls } from './builder-controls.tsx'
import { builderFields, type KnownClasses, knownValues, usualOperator } from './builder-fields.ts'
import { operators, queryOf, takesValue, textOf } from './condition-query.ts'

const asOption = (name: string) => ({ name, value: name, label: name })
const listedOperators = operators.map(asOption)
const untitled: RuleGroupType = { combinator: 'and', rules: [] }
const combinators = [
  { name: 'and', value: 'and', label: 'all of these' },
  { name: 'or', value: 'or', label: 'any of these' },
]

interface VisualBuilderProps {
  readonly definitions: StoredDefinitions
  readonly when: string
  readonly change: (when: string) => void
}

/** The condition by clicks. It and the text are two views of one thing: what is done in either is seen in the other. */
export function VisualBuilder({ definitions, when, change }: VisualBuilderProps): ReactNode {
  // What is half built has no text yet; it is kept until it has one, or the text becomes another.
  const [draft, setDraft] = useState<{ query: RuleGroupType; of: string }>()
  const query = useMemo(
    () => (draft?.of === when ? draft.query : when.trim() === '' ? untitled : queryOf(when)),
    [draft, when],
  )
  const used = useMemo(() => (query === undefined ? [] : fieldsIn(query)), [query])
  const classes = useClasses()
  const fields = useMemo(() => builderFields(definitions, classes, used), [definitions, classes, used])
  if (query === undefined)
    return (
      <Empty says="This condition has no form for clicks.">
        Go on as text; what it says stands below it.
      </Empty>
    )
  const built = (next: RuleGroupType) => {
    const text = next.rules.length === 0 ? '' : textOf(next)
    setDraft({ query: next, of: text ?? when })
    if (text !== undefined && text !== when) change(text)
  }
  return (
    <QueryBuilderMantine>
      <QueryBuilder
        query={query}
        onQueryChange={built}
        fields={fields}
        combinators={combinators}
        operators={listedOperators}
        getOperators={() => listedOperators}
        getDefaultOperator={field => usualOperator(field)}
        getValues={field => knownValues(definitions, classes, field).map(asOption)}
        getInputType={() => 'text'}
        getValueEditorSeparator={() => null}
        getRuleClassname={({ operator }) => (takesValue(operator) ? '' : 'no-value')}
        resetOnFieldChange
        showNotToggle
        enableDragAndDrop={false}
        controlElements={controls}
        translations={{
          addRule: { label: 'Add a condition', title: 'Add a condition' },
          addGroup: { label: 'Add a group', title: 'Add a group of conditions' },
          removeRule: { label: 'Remove', title: 'Remove this condition' },
          removeGroup: { label: 'Remove', title: 'Remove this group' },
          notToggle: { label: 'not', title: 'Turn this group round' },
          fields: { title: 'What it is about' },
          operators: { title: 'How it is tested' },
          value: { title: 'With what' },
          combinators: { title: 'Whether all or any must hold' },
        }}
      />
    </QueryBuilderMantine>
  )
}

function useClasses(): KnownClasses {
  const found = useQuery(queries.segmentations()).data
  return useMemo(
    () =>
      new Map(found?.segmentations.map(({ id, classes }) => [id, classes.map(each => each.class)] as const)),
    [found],
  )
}

function fieldsIn({ rules }: RuleGroupType): string[] {
  return rules.flatMap(part =>
    typeof part === 'string' ? [] : 'rules' in part ? fieldsIn(part) : [part.field],
  )
}
