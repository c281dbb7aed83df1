import type { JudgedTreatment } from '@kindred/engine'
import { figure, share } from '../figures.ts'
import { html, type Markup } from '../markup.ts'
import { curveChart } from './curve-chart.ts'

/** What treating the greatest effects first brings, with the interval of every point, beside treating at random. */
export function qiniChart({ name, curve }: JudgedTreatment, index: number): Markup {
  const all = curve.at(-1)
  if (all === undefined) return html``
  const band = curve.flatMap(({ share: part, within }): [number, number, number][] =>
    within === undefined ? [] : [[part, within[0], within[1]]],
  )
  const heights = [0, ...curve.map(({ gain }) => gain), ...band.flatMap(([, low, high]) => [low, high])]
  return curveChart({
    id: `qini-${index}`,
    title: `Qini: treating the greatest effects of ${name} first`,
    says: says(curve),
    x: { title: 'share of customers treated, the greatest effect first', from: 0, to: 1 },
    y: { title: 'gain a treated customer', from: Math.min(...heights), to: Math.max(...heights) || 1 },
    curves: [
      {
        name: band.length === 0 ? 'by the score' : 'by the score, and 95 % of where it may lie',
        points: [[0, 0], ...curve.map(({ share: part, gain }): [number, number] => [part, gain])],
        dots: false,
        ...(band.length > 0 && { band: [[0, 0, 0], ...band] }),
      },
      {
        name: 'at random',
        points: [
          [0, 0],
          [1, all.gain],
        ],
        dots: false,
      },
    ],
  })
}

function says(curve: JudgedTreatment['curve']): string {
  const third = curve.find(point => point.share >= 0.3 - 1e-9)
  if (third === undefined) return ''
  const { share: part, gain, within } = third
  const sure = within === undefined ? '' : ` (${figure(within[0], 4)} to ${figure(within[1], 4)})`
  return `Treating the first ${share(part)} brings ${figure(gain, 4)}${sure} a treated customer; treating all ${figure(curve.at(-1)?.gain ?? 0, 4)}.`
}
