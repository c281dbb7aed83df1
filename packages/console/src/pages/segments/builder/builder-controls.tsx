import { Autocomplete, Button, TextInput } from '@mantine/core'
import { MantineValueSelector } from '@react-querybuilder/mantine'
import type { ReactNode } from 'react'
import type { ActionProps, ValueEditorProps, VersatileSelectorProps } from 'react-querybuilder'
import { takesValue } from './condition-query.ts'

/** What the builder is worked with, each under a name that is heard, and none louder than the page's own buttons. */
export const controls = {
  actionElement: Action,
  fieldSelector: Selector,
  operatorSelector: Selector,
  combinatorSelector: Selector,
  valueEditor: ValueText,
}

function Action({ label, title, handleOnClick, disabled, className }: ActionProps): ReactNode {
  return (
    <Button
      size="xs"
      variant="default"
      className={className}
      {...(title === undefined ? {} : { title })}
      {...(disabled === undefined ? {} : { disabled })}
      onClick={event => handleOnClick(event)}
    >
      {label}
    </Button>
  )
}

function Selector(props: VersatileSelectorProps): ReactNode {
  return (
    <MantineValueSelector
      {...props}
      aria-label={props.title}
      searchable={props.options.length > 12}
      nothingFoundMessage="Nothing is called so."
    />
  )
}

/** What it is compared with, as text: `2000`, `CZ, SK`, `next 30d`. Where it is known what it can be, one can choose. */
function ValueText({
  value,
  values,
  handleOnChange,
  title,
  operator,
  className,
}: ValueEditorProps): ReactNode {
  if (!takesValue(operator)) return null
  const given = { 'aria-label': title ?? 'With what', value: String(value ?? ''), className }
  const known = (values ?? []).map(({ name }) => name)
  if (known.length > 0 && (operator === '=' || operator === '!='))
    return <Autocomplete {...given} data={known} onChange={handleOnChange} />
  return <TextInput {...given} onChange={event => handleOnChange(event.currentTarget.value)} />
}
