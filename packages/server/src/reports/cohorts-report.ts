import type { FollowedCohorts } from '@kindred/engine'
import { count, counted, instant, share } from './figures.ts'
import { html, type Markup, named } from './markup.ts'
import { curveChart } from './pictures/curve-chart.ts'
import { reportPage } from './report-page.ts'
import { wideTable } from './sections/section.ts'

type Cohort = FollowedCohorts['cohorts'][number]

/** Ages that a table shows side by side; the rest is in the JSON. */
const MOST_AGES = 24
/** Cohorts that one picture can hold and still be read. */
const MOST_CURVES = 6

/** Customers by the period in which they began, as one page for people. */
export function cohortsReport(followed: FollowedCohorts): string {
  const { event, every } = followed
  return reportPage({
    title: `Cohorts by the ${every} of the first ${event}`,
    summary: summary(followed),
    sections: [
      { id: 'retention', title: 'Who is still active', body: retention(followed) },
      { id: 'value', title: 'What each customer brought so far', body: brought(followed) },
      { id: 'tracking', title: 'What was to be expected', body: tracking(followed) },
    ],
  })
}

function summary({ event, every, asOf, cohorts }: FollowedCohorts): Markup {
  const customers = cohorts.reduce((sum, each) => sum + each.customers, 0)
  return html`<header><h1>Cohorts</h1>
<p class="lead">${counted(customers, 'customer')} by the ${every} of their first ${named(event)}.</p>
<p class="quiet">As of ${instant(asOf)}; the last ${every} is not over.</p></header>`
}

function retention(followed: FollowedCohorts): Markup {
  const { cohorts, every, event } = followed
  if (cohorts.length === 0) return html`<p>Nobody had a first ${named(event)} in this time.</p>`
  return html`<div class="charts">${curveChart({
    id: 'retention-curve',
    title: `Share of a cohort with a ${event}, ${every} by ${every}`,
    says: 'Each line is a cohort; the table has every figure.',
    x: { title: `${every}s since the first`, from: 0, to: Math.max(1, followed.periods.length - 1) },
    y: { title: 'share of the cohort', from: 0, to: 1 },
    curves: pictured(cohorts).map(cohort => ({
      name: nameOf(cohort, followed),
      points: cohort.ages.map(({ active }, age): [number, number] => [age, active / cohort.customers]),
      dots: cohort.ages.length < 3,
    })),
  })}</div>
${table(followed, 'Share of a cohort that is active', (cohort, age) => {
  const of = (cohort.ages[age]?.active ?? 0) / cohort.customers
  return { text: share(of), strength: of }
})}`
}

/** The largest ones of all times, so that early and late ones can be compared. */
function pictured(cohorts: readonly Cohort[]): readonly Cohort[] {
  const step = Math.max(1, Math.ceil(cohorts.length / MOST_CURVES))
  return cohorts.filter((_, at) => at % step === 0)
}

function nameOf({ period, customers }: Cohort, { periods }: FollowedCohorts): string {
  return `${periods[period] ?? ''} (${count(customers)})`
}

interface Cell {
  readonly text: string
  /** 0 to 1. */
  readonly strength: number
}

function table(
  followed: FollowedCohorts,
  caption: string,
  of: (cohort: Cohort, age: number) => Cell,
): Markup {
  const ages = Math.min(MOST_AGES, followed.periods.length)
  const heads = Array.from({ length: ages }, (_, age) => html`<th scope="col">${age}</th>`)
  const rows = followed.cohorts.map(cohort => {
    const cells = Array.from({ length: ages }, (_, age) => {
      if (age >= cohort.ages.length) return html`<td></td>`
      const { text, strength } = of(cohort, age)
      return html`<td class="${colour(strength)}">${text}</td>`
    })
    return html`<tr><th scope="row">${nameOf(cohort, followed)}</th>${cells}</tr>`
  })
  return wideTable(
    caption,
    html`<table class="heat"><caption>${caption}, by ${followed.every}s since the first</caption><thead><tr><th scope="col">Cohort</th>${heads}</tr></thead><tbody>${rows}</tbody></table>`,
  )
}

/** Steps of the scale of heat maps. */
function colour(strength: number): string {
  const step = [0.1, 0.25, 0.5, 0.75].filter(bound => strength >= bound).length
  return step === 0 ? 'h0' : `more${step}`
}

function brought(followed: FollowedCohorts): Markup {
  const { cohorts, currency } = followed
  const so = new Map(cohorts.map(cohort => [cohort, soFar(cohort)]))
  const most = Math.max(0, ...[...so.values()].flat())
  if (most === 0) return html`<p>No value of it is known.</p>`
  return html`<p>In ${currency}, of one customer of the cohort, all periods so far together.</p>
${table(followed, 'Brought so far', (cohort, age) => {
  const value = so.get(cohort)?.[age] ?? 0
  return { text: count(value), strength: value / most }
})}`
}

function soFar({ ages, customers }: Cohort): number[] {
  let sum = 0
  return ages.map(({ value = 0 }) => {
    sum += value
    return sum / customers
  })
}

function tracking({ tracking: of, periods, event, every, asOf }: FollowedCohorts): Markup {
  if (of === undefined)
    return html`<p>No lifetime model was named: <code>kindred cohorts --model NAME</code> draws what it expected.</p>`
  const { actual, expected } = of
  const points = (values: readonly number[]) => values.map((value, at): [number, number] => [at + 1, value])
  const rows = periods.map(
    (day, at) =>
      html`<tr><th scope="row">${day}</th><td class="n">${count(actual[at] ?? 0)}</td><td class="n">${count(expected[at] ?? 0)}</td><td class="n">${share((expected[at] ?? 0) / Math.max(1, actual[at] ?? 0))}</td></tr>`,
  )
  return html`<p>Model ${named(of.model)}, version ${of.version}, was fitted to what was known at ${instant(of.fittedTo)}; what comes later was foretold.</p>
<div class="charts">${curveChart({
    id: 'tracking-curve',
    title: `Days with a repeat ${event}, of all cohorts so far`,
    says: `At ${instant(asOf)} there were ${count(actual.at(-1) ?? 0)}, and ${count(expected.at(-1) ?? 0)} were expected.`,
    x: { title: `${every}s since the first period began`, from: 0, to: Math.max(1, periods.length) },
    y: { title: `days with a repeat ${event} so far`, from: 0, to: Math.max(1, ...actual, ...expected) },
    curves: [
      { name: 'counted', points: points(actual), dots: false },
      { name: 'expected', points: points(expected), dots: false },
    ],
  })}</div>
${wideTable('Counted and expected', html`<table><caption>Days with a repeat ${event} at the end of each ${every}</caption><thead><tr><th scope="col">${every}</th><th scope="col" class="n">Counted</th><th scope="col" class="n">Expected</th><th scope="col" class="n">Ratio</th></tr></thead><tbody>${rows}</tbody></table>`)}`
}
