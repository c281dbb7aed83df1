import { nearestOr, quotedNames, type Row } from './error-row.ts'

/** What the sentence of each refusal about models is made of. */
export interface ModelErrorParameters {
  model_unknown: { model: string; nearest: string | undefined }
  model_not_trained: { model: string; version: number | undefined }
  model_version_exists: { id: string; version: number }
  model_broken: { model: string; first: string }
  model_without_formula: { model: string; version: number; method: string }
  model_is_no_champion: { model: string }
  nothing_to_roll_back: { model: string; version: number | undefined }
  training_running: Record<never, never>
  training_refused: { says: string; remedy: string }
  history_too_short: { model: string; has: string; needs: string; ahead: string; every: string }
  instant_not_over: { model: string; at: string; ahead: string; last: string }
  nothing_happened: { model: string }
  nobody_to_learn_from: { model: string; population: string; at: string }
  too_few_to_learn_from: { model: string; rows: number; wanted: number }
  model_without_treatments: { model: string }
  onnx_not_readable: { reason: string; operators: readonly string[] }
  onnx_differs: { wrong: number; rows: number; worst: string }
  sample_of_other_length: { given: number; features: readonly string[] }
  onnx_without_features: { model: string }
  seed_too_small: { customers: number; wanted: number }
  arm_too_small: { model: string; arm: string; rows: number; wanted: number }
  one_answer_only: { model: string; target: string; answer: string; rows: number }
  target_given_away: { model: string; features: readonly string[] }
  method_not_for: { method: string; answer: string; methods: readonly string[] }
  method_without_direction: { method: string; able: string }
  versions_not_comparable: { model: string; one: string; other: string }
}

/** What can be wrong with a model, or with what was asked of it. Part of `engineErrors`. */
export const modelErrors: {
  readonly [C in keyof ModelErrorParameters]: Row<ModelErrorParameters[C]>
} = {
  model_unknown: {
    says: p => `There is no model '${p.model}'.`,
    remedy: p =>
      nearestOr(p.nearest, 'Define it in the section `models`; `kindred models` lists those there are.'),
  },
  model_not_trained: {
    says: p =>
      p.version === undefined
        ? `The model '${p.model}' was not trained yet.`
        : `The model '${p.model}' has no version ${p.version}.`,
    remedy: p =>
      p.version === undefined
        ? `Train it: \`kindred train ${p.model}\`.`
        : `\`kindred model show ${p.model}\` lists the versions there are.`,
  },
  model_version_exists: {
    says: p => `Version ${p.version} of the model '${p.id}' is stored already.`,
    remedy: () => 'Somebody else trained it at the same time: look at that version, or train it again.',
  },
  model_broken: {
    says: p => `The model '${p.model}' cannot be trained: ${p.first}`,
    remedy: () => 'Mend the definition and apply it again.',
  },
  model_without_formula: {
    says: p =>
      `Version ${p.version} of the model '${p.model}' is of the method '${p.method}', which has no formula that could be computed for everybody.`,
    remedy: () => 'Train it by another method (`--method`), or promote another version.',
  },
  model_is_no_champion: {
    says: p => `No version of the model '${p.model}' is champion, so nobody has a score of it.`,
    remedy: p =>
      `Train it (\`kindred train ${p.model}\`), or promote a version: \`kindred model promote ${p.model}\`.`,
  },
  nothing_to_roll_back: {
    says: p =>
      p.version === undefined
        ? `No version of the model '${p.model}' was ever champion.`
        : `Version ${p.version} of the model '${p.model}' is the first that was champion.`,
    remedy: p => `Name the version that is to count: \`kindred model promote ${p.model} N\`.`,
  },
  training_running: {
    says: () => 'A model is being trained already.',
    remedy: () => 'Wait until that is done, then ask again.',
  },
  training_refused: {
    says: p => p.says,
    remedy: p => p.remedy,
  },
  history_too_short: {
    says: p =>
      `The model '${p.model}' looks ${p.ahead} ahead. To learn of one instant and be judged by a later one it needs ${p.needs} of history, and there is ${p.has}.`,
    remedy: () => 'Look less far ahead, or import more history.',
  },
  instant_not_over: {
    says: p =>
      `The model '${p.model}' is to be judged at ${p.at}, and looks ${p.ahead} ahead; the last event was at ${p.last}.`,
    remedy: () => 'Take that instant out of `instants`, or wait until what is to be foretold is known.',
  },
  nothing_happened: {
    says: p => `There is no event in this workspace, so the model '${p.model}' has no past to learn from.`,
    remedy: () => 'Import events first.',
  },
  nobody_to_learn_from: {
    says: p => `At ${p.at} nobody was in the population of the model '${p.model}' (${p.population}).`,
    remedy: () =>
      'Widen the population, or take instants that are closer: `instants: { count: 2, every: 14d }`.',
  },
  too_few_to_learn_from: {
    says: p =>
      `The model '${p.model}' has ${p.rows} row${p.rows === 1 ? '' : 's'} to learn from, and it takes at least ${p.wanted}.`,
    remedy: () => 'Widen the population, or take more instants.',
  },
  model_without_treatments: {
    says: p => `The model '${p.model}' is not of what treatments change, so it has no such groups.`,
    remedy: () => 'Define a model with `uplift`, train it, and name that.',
  },
  onnx_not_readable: {
    says: p => `The ONNX file cannot be read as a formula: ${p.reason}.`,
    remedy: p => `Bring a model of one answer that is made of these operators: ${p.operators.join(', ')}.`,
  },
  onnx_differs: {
    says: p =>
      `Of ${p.rows} sample row${p.rows === 1 ? '' : 's'} ${p.wrong} ${p.wrong === 1 ? 'is' : 'are'} foretold otherwise, by ${p.worst} at most.`,
    remedy: () =>
      'Look whether the features of the model stand in the order of its inputs, and in the same units.',
  },
  sample_of_other_length: {
    says: p =>
      `A sample row has ${p.given} input${p.given === 1 ? '' : 's'}, and the model reads ${p.features.length}: ${quotedNames(p.features)}.`,
    remedy: () => 'Give each row one number for every feature, in their order.',
  },
  onnx_without_features: {
    says: p => `The model '${p.model}' does not say what its inputs are.`,
    remedy: () => "Name its 'features' in the order of the file's inputs: numbers, amounts and booleans.",
  },
  seed_too_small: {
    says: p =>
      `${p.customers === 1 ? '1 customer is' : `${p.customers} customers are`} in the segment and can be scored, and it takes at least ${p.wanted} to say what they have in common.`,
    remedy: () => 'Start from a larger segment, or widen among whom is looked.',
  },
  arm_too_small: {
    says: p =>
      `Of the model '${p.model}' ${p.rows} row${p.rows === 1 ? ' is' : 's are'} of ${p.arm}, and it takes at least ${p.wanted}.`,
    remedy: () => 'Look at the conditions of `uplift`, take more instants, or wait for more customers.',
  },
  one_answer_only: {
    says: p =>
      `'${p.target}' is ${p.answer} for all ${p.rows} rows of the model '${p.model}', so nothing can be learned.`,
    remedy: () => 'Ask something that is true of some and false of others, or widen the population.',
  },
  target_given_away: {
    says: p =>
      `Of the features of the model '${p.model}' nothing is left but what gives the answer away: ${quotedNames(p.features)}.`,
    remedy: () => 'Name features that are known before the answer is.',
  },
  method_not_for: {
    says: p =>
      `The method '${p.method}' cannot foretell ${p.answer === 'chance' ? 'whether something is true' : 'an amount'}.`,
    remedy: p => `Name one of ${quotedNames(p.methods)}.`,
  },
  method_without_direction: {
    says: p => `The method '${p.method}' cannot be kept to a direction, which 'monotone' asks for.`,
    remedy: p => `Name '${p.able}' as the method, or remove 'monotone'.`,
  },
  versions_not_comparable: {
    says: p => `The versions of '${p.model}' foretell different things: '${p.one}' and '${p.other}'.`,
    remedy: () => 'Compare versions that were asked the same.',
  },
}
