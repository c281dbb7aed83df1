import type { WireFittedModel } from '@kindred/api'
import { formatCount, formatInstant, formatShare, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { figureName, figureText, intervalText } from './figure-words.ts'
import { renderUplift } from './render-uplift.ts'

/** A trained version for the terminal: what was asked, what was tried, how good it is, and what it goes by. */
export function renderModel(model: WireFittedModel, locale: Locale): string {
  const { card } = model
  return [
    head(model, locale),
    `${style.strong('What was tried')} ${style.quiet(`(${card.folds} folds of customers)`)}\n${renderTried(model)}\n${card.recommendation}`,
    `${style.strong('How good it is')} ${style.quiet(judgedBy(model, locale))}\n${renderFigures(model)}\n${style.quiet(`Guess without a model: ${card.baseline.says}`)}`,
    ...(card.uplift === undefined ? [renderCalibration(model)] : [renderUplift(card.uplift)]),
    ...(card.threshold === undefined ? [] : [renderThreshold(card.threshold)]),
    `${style.strong('What it goes by')}\n${renderFeatures(model)}`,
    ...(card.segments.length === 0 ? [] : [`${style.strong('By segment')}\n${renderSegments(model)}`]),
    ...(card.notes.length === 0 ? [] : [card.notes.map(note => `${style.quiet('note')} ${note}`).join('\n')]),
  ].join('\n\n')
}

function head(model: WireFittedModel, locale: Locale): string {
  const { card, target, lifetime, population, treatments } = model
  const standing = model.champion ? style.good('champion') : style.quiet('not champion')
  const instants = card.instants.map(({ at }) => formatInstant(at, locale)).join(', ')
  return [
    `${style.name(model.id)} version ${model.version}, ${standing} ${style.quiet(`${model.method}, seed ${card.seed}, definitions ${card.definitions_version}`)}`,
    `${treatments === undefined ? 'Foretells' : `Foretells what ${Object.keys(treatments).join(', ')} would change of`} ${style.strong(target ?? lifetime ?? '')} of ${population === undefined ? 'everybody' : `those for whom ${population}`}.`,
    card.rows === 0
      ? 'It was brought: what it learned from is not known here.'
      : `Learned from ${style.strong(formatCount(card.rows))} rows at ${instants}.`,
    card.calibration.says,
  ].join('\n')
}

function renderTried({ card }: WireFittedModel): string {
  const name = card.tried.find(({ figure }) => figure !== undefined)?.figure?.name ?? ''
  return renderTable(
    [
      { title: '' },
      { title: 'method' },
      { title: figureName(name), align: 'right' },
      { title: '±', align: 'right' },
      { title: 'settings', least: 20 },
    ],
    card.tried.map(({ method, settings, figure, error, chosen, excluded }) => [
      chosen ? style.good('✓') : '',
      method,
      figure === undefined ? '–' : figureText(figure.value),
      figure === undefined ? '' : figureText(error),
      excluded ?? settings,
    ]),
  )
}

function judgedBy({ card }: WireFittedModel, locale: Locale): string {
  const { judged } = card
  const rows = `${formatCount(judged.rows)} rows`
  if (judged.by === 'apart') return `by ${rows} of customers it did not learn from`
  return `by a later period: ${rows} at ${formatInstant(judged.at, locale)}`
}

function renderFigures({ card }: WireFittedModel): string {
  const baseline = new Map(card.baseline.figures.map(({ name, value }) => [name, value]))
  return renderTable(
    [
      { title: 'figure' },
      { title: 'model', align: 'right' },
      { title: '95 %', align: 'right' },
      { title: 'guess', align: 'right' },
    ],
    card.judged.figures.map(figure => [
      figureName(figure.name),
      style.strong(figureText(figure.value)),
      intervalText(figure),
      figureText(baseline.get(figure.name) ?? 0),
    ]),
  )
}

/** Rows of about the same score, the highest first. */
function renderCalibration({ card, answer }: WireFittedModel): string {
  const said = answer === 'chance' ? formatShare : figureText
  const table = renderTable(
    [
      { title: 'rows', align: 'right' },
      { title: 'foretold', align: 'right' },
      { title: 'came', align: 'right' },
    ],
    card.judged.curves.calibration
      .toReversed()
      .map(({ foretold, actual, rows }) => [formatCount(rows), said(foretold), said(actual)]),
  )
  return `${style.strong('Foretold and came')} ${style.quiet('(highest scores first)')}\n${table}`
}

function renderThreshold(threshold: NonNullable<WireFittedModel['card']['threshold']>): string {
  const { says, true_positives: hits, false_positives: misses, false_negatives: missed, profit } = threshold
  const treated = hits + misses
  const brings =
    profit === undefined ? '' : ` That brings ${formatCount(Math.round(profit))}, as benefit and cost say.`
  return `${style.strong('Whom to treat')} ${says}\nOf those judged by that is ${formatCount(treated)}, of whom it is true of ${formatCount(hits)}; ${formatCount(missed)} are missed.${brings}`
}

const MOST_FEATURES = 15

function renderFeatures({ card }: WireFittedModel): string {
  const used = card.features.filter(({ dropped }) => dropped === undefined)
  const table = renderTable(
    [
      { title: 'feature', least: 24 },
      { title: 'importance', align: 'right' },
      { title: 'known', align: 'right' },
      { title: 'usually', least: 12 },
    ],
    used
      .slice(0, MOST_FEATURES)
      .map(({ label, importance, known_share: known, typical }) => [
        label,
        importance === undefined ? '' : figureText(importance),
        formatShare(known),
        typicalText(typical),
      ]),
  )
  const more = used.length - MOST_FEATURES
  return more > 0 ? `${table}\n${style.quiet(`and ${more} more`)}` : table
}

function typicalText(typical: number | string | null | undefined): string {
  if (typical === null || typical === undefined) return 'unknown'
  return typeof typical === 'number' ? figureText(typical) : typical
}

const MOST_SEGMENTS = 10

function renderSegments({ card }: WireFittedModel): string {
  return renderTable(
    [
      { title: 'segment', least: 16 },
      { title: 'rows', align: 'right' },
      { title: 'came', align: 'right' },
      { title: 'foretold', align: 'right' },
      { title: 'figure', align: 'right' },
    ],
    card.segments
      .slice(0, MOST_SEGMENTS)
      .map(({ name, rows, mean, foretold, figure }) => [
        name,
        formatCount(rows),
        figureText(mean),
        figureText(foretold),
        figure === undefined
          ? card.uplift === undefined
            ? style.quiet('too few')
            : ''
          : `${figureName(figure.name)} ${figureText(figure.value)}`,
      ]),
  )
}
