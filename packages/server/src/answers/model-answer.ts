import type { WireFittedModel, WireListedModel, WireModelVersion } from '@kindred/api'
import type {
  CompiledModel,
  Figure,
  FittedModel,
  FittedModelSummary,
  ModelCard,
  TriedMethod,
} from '@kindred/engine'
import { displayName } from './standing-answer.ts'
import { instantText } from './typed-value.ts'

const DAY = 86_400_000

/** A version of a model as it travels. @param champion - The version that counts, if one does. */
export function fittedModelAnswer(model: FittedModel, champion: number | undefined): WireFittedModel {
  const { id, version, author, method, answer, currency, asked, scorer } = model
  return {
    ...{ id, version, created_at: instantText(model.createdAt), author, method, answer },
    champion: champion === version,
    has_formula: scorer !== undefined,
    ...(currency === undefined ? {} : { currency }),
    ...questionAnswer(asked),
    ...(asked.retrain === undefined ? {} : { retrain: { ...asked.retrain } }),
    ...(asked.benefit === undefined ? {} : { benefit: asked.benefit }),
    ...(asked.cost === undefined ? {} : { cost: asked.cost }),
    card: cardAnswer(model.card),
  }
}

function questionAnswer({ population, target, lifetime, uplift }: FittedModel['asked']) {
  return {
    ...(population === undefined ? {} : { population }),
    ...(target === undefined ? {} : { target }),
    ...(lifetime === undefined ? {} : { lifetime: `${lifetime.model} of ${lifetime.event}` }),
    ...(uplift === undefined ? {} : { treatments: { ...uplift.treatments } }),
  }
}

function cardAnswer(card: ModelCard): WireFittedModel['card'] {
  const { judged, threshold, ahead, level } = card
  return {
    definitions_version: card.definitionsVersion,
    ...{ batch: card.batch, seed: card.seed, budget: card.budget, population: card.population },
    ...(ahead === undefined ? {} : { ahead_days: ahead / DAY }),
    instants: card.instants.map(({ at, ...rest }) => ({ at: instantText(at), ...rest })),
    ...{ rows: card.rows, folds: card.folds },
    features: card.features.map(({ knownShare, dependence, ...feature }) => ({
      ...feature,
      known_share: knownShare,
      ...(dependence === undefined ? {} : { dependence: dependence.map(each => ({ ...each })) }),
    })),
    tried: card.tried.map(triedAnswer),
    ...{ recommendation: card.recommendation, calibration: card.calibration },
    ...(level && { level: { factor: level.factor, foretold: level.foretold, came: level.came } }),
    judged: {
      ...{ by: judged.by, at: instantText(judged.at), rows: judged.rows, mean: judged.mean },
      figures: judged.figures.map(figureAnswer),
      curves: {
        ...(judged.curves.roc === undefined
          ? {}
          : { roc: judged.curves.roc.map(([x, y]): [number, number] => [x, y]) }),
        tenths: judged.curves.tenths.map(each => ({ ...each })),
        calibration: judged.curves.calibration.map(each => ({ ...each })),
      },
    },
    baseline: { says: card.baseline.says, figures: card.baseline.figures.map(figureAnswer) },
    segments: card.segments.map(({ figure, ...segment }) => ({
      ...segment,
      ...(figure === undefined ? {} : { figure: figureAnswer(figure) }),
    })),
    ...(threshold === undefined ? {} : { threshold: thresholdAnswer(threshold) }),
    ...(card.uplift === undefined ? {} : { uplift: upliftAnswer(card.uplift) }),
    notes: [...card.notes],
  }
}

function upliftAnswer({ treatments, ...rest }: NonNullable<ModelCard['uplift']>) {
  return {
    ...rest,
    treatments: treatments.map(({ figures, curve, groups, ...treatment }) => ({
      ...treatment,
      figures: figures.map(figureAnswer),
      curve: curve.map(({ within, ...point }) => ({
        ...point,
        ...(within && { within: [within[0], within[1]] as [number, number] }),
      })),
      groups: groups.map(each => ({ ...each })),
    })),
  }
}

function triedAnswer({ method, settings, figure, error, chosen, hasFormula, excluded }: TriedMethod) {
  const given = { method, settings, error, chosen, has_formula: hasFormula }
  return excluded === undefined ? { ...given, figure: figureAnswer(figure) } : { ...given, excluded }
}

function thresholdAnswer({ at, says, profit, ...counts }: NonNullable<ModelCard['threshold']>) {
  return {
    ...{ at, says },
    true_positives: counts.truePositives,
    false_positives: counts.falsePositives,
    false_negatives: counts.falseNegatives,
    true_negatives: counts.trueNegatives,
    ...(profit === undefined ? {} : { profit }),
  }
}

export function figureAnswer({ name, value, interval }: Figure) {
  return {
    name,
    value,
    ...(interval === undefined ? {} : { interval: [interval[0], interval[1]] as [number, number] }),
  }
}

export function modelVersionAnswer(
  summary: FittedModelSummary,
  champion: number | undefined,
): WireModelVersion {
  const { version, createdAt, author, method, answer, hasFormula, rows, figures, baseline } = summary
  return {
    ...{ version, created_at: instantText(createdAt), author, method, answer, rows },
    champion: champion === version,
    has_formula: hasFormula,
    figures: figures.map(figureAnswer),
    baseline: baseline.map(figureAnswer),
  }
}

/** A model as it is defined, with the newest that was trained of it. */
export function listedModelAnswer(
  { id, definition, problems, isSound }: CompiledModel,
  champion: number | undefined,
  newest: FittedModelSummary | undefined,
): WireListedModel {
  const problem = isSound ? undefined : problems.find(({ severity }) => severity === 'error')
  return {
    id,
    name: definition.name ?? displayName(id),
    ...questionAnswer(definition),
    method: definition.method,
    ...(champion === undefined ? {} : { champion }),
    ...(problem === undefined ? {} : { problem: problem.says }),
    ...(newest === undefined ? {} : { newest: modelVersionAnswer(newest, champion) }),
  }
}
