import type { AnswerOf, Contract } from '@kindred/api'
import { style } from '../terminal/style.ts'

const TELLING = 5
const SHORTEST = 5

/** Where one customer stands: her group, the next one, what speaks for either, what alone would move her. */
export function renderPlaced(placed: AnswerOf<Contract['discoveryOf']>): string {
  const { customer, group, next, because, moves, says } = placed
  const head = `${style.strong(customer)} is in ${style.name(group.id)} ${group.name}`
  if (next === undefined) return `${head}\n${says}`
  const reasons = because.slice(0, TELLING).map(({ feature, share }) => {
    const percent = `${(Math.abs(share) * 100).toFixed(0)} %`
    return share >= 0
      ? `  ${style.good('+')} ${feature} ${style.quiet(`${percent} of what speaks for it`)}`
      : `  ${style.bad('−')} ${feature} ${style.quiet(`${percent} for ${next.id}`)}`
  })
  const ways = moves.slice(0, SHORTEST).map(move => `  ${style.quiet('·')} ${move.says}`)
  return [
    head,
    says,
    [`${style.strong('What puts her there')} ${style.quiet(`rather than in ${next.id}`)}`, ...reasons].join(
      '\n',
    ),
    ways.length === 0
      ? style.quiet('Nothing alone would move her there.')
      : [style.strong(`What alone would move her to ${next.id}`), ...ways].join('\n'),
  ].join('\n\n')
}
