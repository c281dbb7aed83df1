import type { WireDiscoveryChoice } from '@kindred/api'
import { formatShare } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

/** As many as help to see what was weighed; all are in the JSON. */
const MOST_ROWS = 12
const BAR = 24

/** The trade: what was tried, best first, and a small chart of the best score for each number of groups. */
export function renderChoices(choices: readonly WireDiscoveryChoice[]): string {
  const shown = choices.slice(0, MOST_ROWS)
  const table = renderTable(
    [
      { title: '' },
      { title: 'method', least: 8 },
      { title: 'groups', align: 'right' },
      { title: 'silhouette', align: 'right' },
      { title: 'stability', align: 'right' },
      { title: 'smallest', align: 'right' },
      { title: 'score', align: 'right' },
      { title: '', least: 12 },
    ],
    shown.map(row),
  )
  const more = choices.length - shown.length
  return [
    table,
    ...(more > 0 ? [style.quiet(`and ${more} more (--json has all)`)] : []),
    '',
    chart(choices),
  ].join('\n')
}

function row(choice: WireDiscoveryChoice): string[] {
  const { silhouette_error: error } = choice
  return [
    choice.chosen ? style.good('→') : '',
    choice.chosen ? style.strong(choice.method) : choice.method,
    String(choice.classes),
    `${choice.silhouette.toFixed(2)}${error === undefined ? '' : ` ± ${error.toFixed(2)}`}`,
    choice.stability.toFixed(2),
    formatShare(choice.smallest_share),
    choice.score.toFixed(2),
    style.quiet(choice.excluded ?? ''),
  ]
}

/** The best score of each number of groups. */
function chart(choices: readonly WireDiscoveryChoice[]): string {
  const best = new Map<number, WireDiscoveryChoice>()
  for (const choice of choices) {
    const known = best.get(choice.classes)
    if (known === undefined || isBetter(choice, known)) best.set(choice.classes, choice)
  }
  const top = Math.max(...[...best.values()].map(({ score }) => score), 0.01)
  const bars = [...best].sort(([a], [b]) => a - b).map(([classes, choice]) => bar(classes, choice, top))
  return [style.quiet('score by number of groups'), ...bars].join('\n')
}

function isBetter(one: WireDiscoveryChoice, other: WireDiscoveryChoice): boolean {
  return one.chosen || (!other.chosen && one.score > other.score)
}

function bar(classes: number, { score, chosen, method }: WireDiscoveryChoice, top: number): string {
  const length = Math.round((Math.max(0, score) / top) * BAR)
  const drawn = `${'█'.repeat(length)}${' '.repeat(BAR - length)}`
  return `${String(classes).padStart(3)} ${chosen ? style.good(drawn) : drawn} ${score.toFixed(2)} ${style.quiet(method)}`
}
