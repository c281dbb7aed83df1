import { nearestOr, quotedNames, type Row } from './error-row.ts'

/** What the sentence of each problem is made of. */
export interface DefinitionProblemParameters {
  no_files: Record<never, never>
  not_yaml: { reason: string; json: boolean }
  file_too_large: { limit: string }
  alias_unknown: { alias: string }
  alias_circular: { alias: string }
  key_twice: { key: string; line: number }
  comma_in_text: { text: string }
  wrong_shape: { what: string; wanted: string; given: string }
  text_in_quotes: { what: string; given: string }
  unknown_key: { key: string; what: string; known: readonly string[]; nearest: string | undefined }
  key_missing: { key: string; what: string; wanted: string }
  unknown_choice: { what: string; given: string; options: readonly string[]; nearest: string | undefined }
  empty: { what: string }
  too_long: { what: string; limit: number }
  bad_name: { name: string; example: string }
  name_reserved: { name: string }
  name_taken: { name: string; kind: string; other: string; place: string }
  defined_twice: { what: string; first: string }
  settings_disagree: { setting: string; given: string; other: string; file: string }
  bad_timezone: { given: string; nearest: string | undefined }
  bad_currency: { given: string; nearest: string | undefined }
  bad_share: { given: string }
  shares_out_of_order: { class: string; share: string; before: string }
  class_twice: { class: string }
  one_way_of_classes: { given: readonly string[] }
  otherwise_missing: { segmentation: string }
  bad_range: { given: string }
  range_outside: { given: string; quantiles: number }
  groups_needed: { quantiles: number }
  bad_place: { given: string }
  polygon_too_small: { corners: number }
  cycle: { path: readonly string[] }
  stands_on_broken: { what: string; others: readonly string[] }
  type_changed: { what: string; before: string; after: string }
  identifies_nobody: { attribute: string; type: string }
  verifier_unknown: { attribute: string; verifier: string; nearest: string | undefined }
  bad_stretch: { given: string }
  bad_instant: { given: string }
  uplift_without_target: Record<never, never>
  treatment_after_outcome: { treatment: string; ahead: string; target: string }
  treatment_name_taken: { name: string }
  treatment_no_condition: { treatment: string; type: string }
  one_question: { given: readonly string[] }
  one_way_of_value: { given: readonly string[] }
  key_out_of_place: { key: string; way: string }
  quantiles_not_scored: { given: number }
  end_missing: Record<never, never>
  horizon_not_whole: { horizon: string; period: string }
  named_unknown: { what: string; name: string; kind: string; nearest: string | undefined }
  bad_audience: { given: string }
  champion_of_nothing: { model: string; nearest: string | undefined }
  champion_not_trained: { model: string; version: number }
  champion_without_formula: { model: string; version: number; method: string }
}

/** A definition file or a definition is wrong; returned as data, all at once. `docs/reference/errors.md` has a row for each. */
export const definitionProblems: {
  readonly [C in keyof DefinitionProblemParameters]: Row<DefinitionProblemParameters[C]>
} = {
  no_files: {
    says: () =>
      'There is no definition file, and applying none would take away everything that files defined.',
    remedy: () =>
      'Look at `definitions` in kindred.config.yaml and at the folder; to take all away, apply an empty file.',
  },
  not_yaml: {
    says: p => `This cannot be read as ${p.json ? 'JSON' : 'YAML'}: ${p.reason}.`,
    remedy: () =>
      'Mend the place named. An expression that holds a quote, `: `, ` #` or a leading sign goes in single quotes.',
  },
  file_too_large: {
    says: p => `The file is larger than ${p.limit}, with its aliases written out.`,
    remedy: () => 'Divide it into several files, or write fewer aliases.',
  },
  alias_unknown: {
    says: p => `The alias '*${p.alias}' has no anchor before it.`,
    remedy: p => `Mark what is meant with '&${p.alias}', further up in the same file.`,
  },
  alias_circular: {
    says: p => `The alias '*${p.alias}' stands inside what it repeats.`,
    remedy: () => 'Write out what was meant.',
  },
  key_twice: {
    says: p => `'${p.key}' stands here a second time; the first is on line ${p.line}.`,
    remedy: () => 'Remove one of the two, or give one another name.',
  },
  comma_in_text: {
    says: p =>
      `Between braces YAML ends a text at its first comma; this was read as \`${p.text}\` all the same.`,
    remedy: p =>
      `Put it in quotes, so that other tools read it as you meant it: '${p.text.replaceAll("'", "''")}'.`,
  },
  wrong_shape: {
    says: p => `${p.what} should be ${p.wanted}, and is ${p.given}.`,
    remedy: p => `Write ${p.wanted}.`,
  },
  text_in_quotes: {
    says: p => `${p.what} should be text, and YAML reads ${p.given} as something else.`,
    remedy: p => `Put it in quotes: '${p.given}'.`,
  },
  unknown_key: {
    says: p => `${p.what} has no key '${p.key}'.`,
    remedy: p =>
      nearestOr(p.nearest, p.known.length === 0 ? 'Remove it.' : `The keys are ${quotedNames(p.known)}.`),
  },
  key_missing: {
    says: p => `${p.what} lacks '${p.key}'.`,
    remedy: p => `Add '${p.key}': ${p.wanted}.`,
  },
  unknown_choice: {
    says: p => `${p.what} cannot be '${p.given}'.`,
    remedy: p => nearestOr(p.nearest, `Write one of ${quotedNames(p.options)}.`),
  },
  empty: {
    says: p => `${p.what} is empty.`,
    remedy: () => 'Write at least one, or remove the key.',
  },
  too_long: {
    says: p => `${p.what} is longer than ${p.limit} characters.`,
    remedy: () => 'Shorten it.',
  },
  bad_name: {
    says: p => `'${p.name}' cannot be a name.`,
    remedy: p => `Write lower-case letters, digits and '_', a letter first, at most 100: '${p.example}'.`,
  },
  name_reserved: {
    says: p => `'${p.name}' is a word of the language and cannot be a name.`,
    remedy: p => `Choose another name, such as 'is_${p.name}' or 'my_${p.name}'.`,
  },
  name_taken: {
    says: p => `The ${p.kind} '${p.name}' has the name of the ${p.other} '${p.name}'${p.place}.`,
    remedy: () =>
      'Rename one of them: attributes, features and segmentations are written alike in an expression.',
  },
  defined_twice: {
    says: p => `The ${p.what} is defined twice: the first is in ${p.first}.`,
    remedy: () => 'Remove one of the two, or give one another name.',
  },
  settings_disagree: {
    says: p => `'${p.setting}' is ${p.given} here and ${p.other} in ${p.file}.`,
    remedy: () => 'Keep it in one file, or make the two equal.',
  },
  bad_timezone: {
    says: p => `'${p.given}' is no time zone.`,
    remedy: p => nearestOr(p.nearest, "Write an IANA name, such as 'Europe/Prague' or 'UTC'."),
  },
  bad_currency: {
    says: p => `'${p.given}' is no currency.`,
    remedy: p => nearestOr(p.nearest, "Write its ISO 4217 code, such as 'EUR'."),
  },
  bad_share: {
    says: p => `${p.given} is no share of customers.`,
    remedy: () => "Write a percentage above 0 and up to 100, such as '20%' (or 0.2).",
  },
  shares_out_of_order: {
    says: p =>
      `The class '${p.class}' reaches to ${p.share}, which is not beyond the ${p.before} of the class before it.`,
    remedy: () =>
      "Order the classes from the best on; each 'top' counts from the top and includes those before it.",
  },
  class_twice: {
    says: p => `The class '${p.class}' stands here twice.`,
    remedy: () => "Give one another name; 'otherwise' counts as a class too.",
  },
  one_way_of_classes: {
    says: p =>
      p.given.length === 0
        ? 'The segmentation does not say how its classes are found.'
        : `The segmentation has ${quotedNames(p.given)} at once.`,
    remedy: () => "Write exactly one of 'first_match', 'tiers' and 'rfm'.",
  },
  otherwise_missing: {
    says: p => `The segmentation by ${p.segmentation} does not say what everybody else is.`,
    remedy: () => "Add 'otherwise' with the name of the class of those whom no other class takes.",
  },
  bad_range: {
    says: p => `${p.given} is no range of scores.`,
    remedy: () => "Write one score or two, the lower first: '5', '4-5' or [4, 5].",
  },
  range_outside: {
    says: p => `The range ${p.given} is not within the scores 1 to ${p.quantiles}.`,
    remedy: p => `Write scores from 1 (worst) to ${p.quantiles} (best), the lower first.`,
  },
  groups_needed: {
    says: p => `The ten standard groups are made of five scores, and there are ${p.quantiles} quantiles.`,
    remedy: () => "Add 'groups' of your own, or write 'quantiles: 5'.",
  },
  bad_place: {
    says: p => `${p.given} is no place on Earth.`,
    remedy: () => 'Write latitude (−90 to 90), then longitude (−180 to 180), in degrees: [50.08, 14.43].',
  },
  polygon_too_small: {
    says: p => `A polygon of ${p.corners} different corners encloses nothing.`,
    remedy: () => 'Give at least three corners; the first need not be repeated.',
  },
  cycle: {
    says: p => `It stands on itself: ${p.path.join(' → ')}.`,
    remedy: () => 'Write out one of these references, or take it away.',
  },
  stands_on_broken: {
    says: p =>
      `It stands on ${p.others.join(' and ')}, which ${p.others.length === 1 ? 'has' : 'have'} problems.`,
    remedy: p => `Mend ${p.others.join(' and ')}; ${p.what} itself may be sound.`,
  },
  type_changed: {
    says: p => `${p.what} has values stored as ${p.before} and cannot become ${p.after}.`,
    remedy: p => `Give it a new name for ${p.after}, or keep ${p.before}.`,
  },
  identifies_nobody: {
    says: p => `The attribute '${p.attribute}' is of the type ${p.type}, which cannot tell who a person is.`,
    remedy: () => "Take 'identifies' away, or put it on an attribute of the type text or number.",
  },
  verifier_unknown: {
    says: p =>
      `'${p.attribute}' is to be verified by '${p.verifier}', which is no attribute of the type boolean.`,
    remedy: p =>
      nearestOr(
        p.nearest,
        `Declare '${p.verifier}: boolean' among the attributes, or take 'verified_by' away.`,
      ),
  },
  named_unknown: {
    says: p => `${p.what} names '${p.name}', which is no ${p.kind}.`,
    remedy: p => nearestOr(p.nearest, `Declare '${p.name}', or name another ${p.kind}.`),
  },
  bad_audience: {
    says: p => `${p.given} is no segment and no class.`,
    remedy: () =>
      "Write the name of a segment, 'vip', or of a segmentation and its class, 'lifecycle.lapsed'.",
  },
  bad_stretch: {
    says: p => `${p.given} is no stretch of time.`,
    remedy: () => "Write hours, days or weeks: '12h', '30d', '4w'.",
  },
  bad_instant: {
    says: p => `${p.given} is no day and no instant.`,
    remedy: () => 'Write the day, or the day and the time: 2026-03-01, 2026-03-01T08:00.',
  },
  one_question: {
    says: p =>
      p.given.length === 0
        ? "The model does not say what is to be foretold: 'target' or 'lifetime' is missing."
        : "The model has both 'target' and 'lifetime'.",
    remedy: () => "Give it one of the two, such as 'target: never(purchase) in next 90d'.",
  },
  one_way_of_value: {
    says: p =>
      p.given.length === 0
        ? 'The value does not say how customers are valued.'
        : `The value has ${quotedNames(p.given)}, and takes one of them.`,
    remedy: () => "Give it one of 'revenue', 'amount', 'points' and 'rfm'.",
  },
  key_out_of_place: {
    says: p => `'${p.key}' means nothing beside '${p.way}'.`,
    remedy: p => `Remove '${p.key}'; what each way takes is in docs/reference/definitions.md.`,
  },
  end_missing: {
    says: () => "The lifetime model 'sbg' does not say what ends a contract.",
    remedy: () => "Name the event under 'ends', such as 'ends: cancelled'.",
  },
  horizon_not_whole: {
    says: p => `The horizon of ${p.horizon} is no whole number of periods of ${p.period}.`,
    remedy: p => `Write a multiple of ${p.period}.`,
  },
  quantiles_not_scored: {
    says: p => `Of ${p.given} scores there is no function in the language, so they add up to no value.`,
    remedy: () =>
      "Write 4, 5 or 10 under 'values', or make it a segmentation, which takes from 2 to 20 and gives no score.",
  },
  uplift_without_target: {
    says: () => "The model has 'uplift', and no 'target' of which it is told what a treatment changes.",
    remedy: () => "Give it a target, such as 'target: did(purchase) in next 14d'.",
  },
  treatment_after_outcome: {
    says: p =>
      `The treatment '${p.treatment}' looks ${p.ahead} ahead, and the target ${p.target}: it could come after what it is to change.`,
    remedy: () => 'Let the target look as far ahead as every treatment, or further.',
  },
  treatment_no_condition: {
    says: p => `The treatment '${p.treatment}' is of the type ${p.type}, and not a condition.`,
    remedy: () => 'Write when somebody had it, such as `did(mailing) in next 1d`.',
  },
  treatment_name_taken: {
    says: p => `A treatment cannot be called '${p.name}': that is who was left alone.`,
    remedy: () => 'Give the treatment another name.',
  },
  champion_of_nothing: {
    says: p => `There is a champion of the model '${p.model}', and no such model.`,
    remedy: p => nearestOr(p.nearest, 'Define the model, or take the champion away.'),
  },
  champion_not_trained: {
    says: p => `The model '${p.model}' has no version ${p.version}.`,
    remedy: p => `\`kindred model show ${p.model}\` lists the versions there are.`,
  },
  champion_without_formula: {
    says: p =>
      `Version ${p.version} of the model '${p.model}' is of the method '${p.method}', which has no formula that could be computed for everybody.`,
    remedy: () => 'Train it by another method, or promote another version.',
  },
}

export type DefinitionProblemCode = keyof DefinitionProblemParameters
