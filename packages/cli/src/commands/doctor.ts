import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatAge, formatCount, plural } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

type Health = Awaited<ReturnType<Session['client']['health']>>

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('what is reachable, in which versions, what is wrong and how to mend it')
    .action(
      withSession(async session => {
        const health = await session.client.health()
        await session.print(health, () => renderHealth(health))
        if (!health.ok) process.exitCode = 1
      }),
    )
}

function renderHealth(health: Health): string {
  const stores = renderTable(
    [
      { title: '' },
      { title: 'store' },
      { title: 'kind' },
      { title: 'node', least: 16 },
      { title: 'engine' },
      { title: 'schema', align: 'right' },
    ],
    health.stores.map(node => [
      node.reachable && node.problem === undefined ? style.good('✓') : style.bad('✗'),
      node.store,
      node.kind,
      node.node,
      node.engine_version ?? '–',
      node.schema_version === undefined ? '–' : String(node.schema_version),
    ]),
  )
  const all = [...health.stores.flatMap(node => node.problem ?? []), ...health.problems]
  // What is wrong with a node can be what is wrong with the whole.
  const problems = [...new Map(all.map(each => [each.says, each])).values()]
  return [
    `Kindred ${health.version}, Node ${health.node_version}, ${health.platform}${health.folder === undefined ? '' : `, ${health.folder}`}`,
    stores,
    renderLive(health.live),
    problems.length === 0
      ? style.good('Nothing is wrong.')
      : problems.map(each => `${style.bad('✗')} ${each.says}\n  ${each.remedy}`).join('\n'),
  ].join('\n\n')
}

function renderLive(live: Health['live']): string {
  if (live === null) return style.quiet('Live: not running here; start it with `kindred serve`.')
  const { customers, filling, outbox, accepted, transitions } = live
  const filled =
    filling === undefined ? '' : `, being filled (${formatCount(filling.done)} of ${formatCount(filling.of)})`
  const failure = outbox.failure === undefined ? '' : `\n  ${style.bad('✗')} ${outbox.failure}`
  return [
    `Live: ${plural(customers, 'customer')}${filled}, ${plural(transitions, 'move')}`,
    `  taken in: ${plural(accepted.events, 'event')}, ${plural(accepted.customers, 'customer')}, ${plural(accepted.duplicates, 'duplicate')}, ${accepted.refused} refused`,
    `  outbox: ${plural(outbox.depth, 'entry', 'entries')}, the oldest ${formatAge(outbox.age_seconds)} old${failure}`,
  ].join('\n')
}
