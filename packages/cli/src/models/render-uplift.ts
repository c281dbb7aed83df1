import type { WireFittedModel } from '@kindred/api'
import { formatCount } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { figureText, intervalText } from './figure-words.ts'

type Uplift = NonNullable<WireFittedModel['card']['uplift']>

const groupNames: Readonly<Record<Uplift['treatments'][number]['groups'][number]['group'], string>> = {
  persuadable: 'persuadable',
  sure_thing: 'sure thing',
  lost_cause: 'lost cause',
  do_not_disturb: 'do not disturb',
}

/** What each treatment changes, how well it is told of whom, and the four groups. */
export function renderUplift({ treatments, control, worth }: Uplift): string {
  const table = renderTable(
    [
      { title: 'treatment', least: 12 },
      { title: 'rows', align: 'right' },
      { title: 'came', align: 'right' },
      { title: 'effect', align: 'right' },
      { title: '95 %', align: 'right' },
      { title: 'Qini', align: 'right' },
      { title: '95 %', align: 'right' },
    ],
    [
      ['left alone', formatCount(control.rows), figureText(control.mean), '', '', '', ''],
      ...treatments.map(({ name, rows, mean, figures }) => {
        const [effect, qini] = ['effect', 'qini'].map(wanted => figures.find(each => each.name === wanted))
        return [
          ...[name, formatCount(rows), figureText(mean)],
          ...[effect, qini].flatMap(each =>
            each === undefined ? ['', ''] : [figureText(each.value), style.quiet(intervalText(each))],
          ),
        ]
      }),
    ],
  )
  const groups = treatments.map(
    ({ name, groups: found }) =>
      `${style.strong(`Groups of ${name}`)}\n${renderTable(
        [
          { title: 'group', least: 16 },
          { title: 'rows', align: 'right' },
          { title: 'foretold', align: 'right' },
          { title: 'came', align: 'right' },
        ],
        found.map(({ group, rows, foretold, came }) => [
          groupNames[group],
          formatCount(rows),
          figureText(foretold),
          came === undefined ? '–' : figureText(came),
        ]),
      )}`,
  )
  return [`${style.strong('What it changes')}\n${table}\n${worth.says}`, ...groups].join('\n\n')
}
