import { Paper, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { useMay } from '../../data/use-may.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Hooks } from './hooks.tsx'
import { OwnPassword } from './own-password.tsx'

/** What holds for the whole workspace, who else is told of moves, and one's own password. */
export function SettingsPage(): ReactNode {
  const may = useMay()
  const session = useQuery(queries.session()).data
  return (
    <Page title="Settings" lead="What holds for the whole workspace.">
      <Workspace />
      {may('hooks:read') && <Hooks />}
      {session?.user?.email != null && <OwnPassword name={session.user.name} />}
    </Page>
  )
}

function Workspace(): ReactNode {
  const workspace = useQuery(queries.workspace())
  const provider = useQuery(queries.session()).data?.provider
  return (
    <Section title="Workspace">
      <Paper withBorder p="sm">
        <Loaded query={workspace}>
          {({ workspace: name, timezone, currency, week_starts, value }) => (
            <Facts
              facts={[
                ['Name', name],
                ['Clocks', timezone],
                ['Currency', currency],
                ['A week starts on', week_starts],
                ['Value is', <Expression key="value" text={value} />],
                [
                  'One signs in',
                  provider == null ? 'by password' : `by password or through ${provider.name}`,
                ],
              ]}
            />
          )}
        </Loaded>
      </Paper>
      <Text size="sm" c="dimmed">
        These stand in <code>kindred.config.yaml</code> or a definition file and are changed there: every
        figure depends on them. <code>kindred plan</code> shows what a change would do.
      </Text>
    </Section>
  )
}

function Expression({ text }: { text: string | undefined }): ReactNode {
  return text === undefined ? 'not defined' : <code className="expression">{text}</code>
}

function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
