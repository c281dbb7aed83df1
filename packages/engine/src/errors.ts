import { type AccessErrorParameters, accessErrors } from './access-errors.ts'
import { type DiscoveryErrorParameters, discoveryErrors } from './discovery-errors.ts'
import { nearestOr, quotedNames, type Row } from './error-row.ts'
import { type ModelErrorParameters, modelErrors } from './model-errors.ts'
import { type ValueErrorParameters, valueErrors } from './value-errors.ts'

/** What the sentence of each error is made of. Never a customer's data. */
export interface EngineErrorParameters
  extends AccessErrorParameters,
    DiscoveryErrorParameters,
    ModelErrorParameters,
    ValueErrorParameters {
  definitions_moved: { expected: number; found: number }
  definitions_version_unknown: { version: number }
  definitions_have_problems: { count: number; first: string }
  refresh_unknown: { id: number }
  refresh_not_running: { id: number; state: string }
  import_unknown: { id: string }
  import_exists: { id: string }
  nothing_defined: Record<never, never>
  nothing_refreshed: Record<never, never>
  refresh_running: Record<never, never>
  instant_to_come: { given: string; now: string }
  instants_out_of_order: { from: string; to: string }
  segment_unknown: { segment: string; nearest: string | undefined }
  segmentation_unknown: { segmentation: string; nearest: string | undefined }
  definition_unknown: { definition: string; nearest: string | undefined }
  class_unknown: { class: string; segmentation: string; classes: readonly string[] }
  column_unknown: { column: string; nearest: string | undefined }
  column_without_order: { column: string; type: 'place' | 'tags' }
  customer_unknown: { at: string }
  definition_broken: { definition: string; first: string }
  not_in_refresh: { definition: string; id: number }
  history_too_long: { every: string; most: number }
  evaluation_failed: { definition: string; reason: string }
  stands_on_failed: { definition: string; other: string }
  live_busy: { seconds: number; what: string }
  live_closed: Record<never, never>
  idempotency_key_reused: Record<never, never>
  merge_refused: { reason: string }
  customer_erased: Record<never, never>
  erasure_unknown: { id: string }
  consent_unknown: { channel: string; purpose: string | undefined; known: readonly string[] }
  merge_unknown: { id: number }
  profile_format_newer: { what: string; format: number; known: number }
  profile_not_readable: { what: string }
}

/** The caller or the world failed; thrown. `docs/reference/errors.md` has a row for each. */
export const engineErrors: {
  readonly [C in keyof EngineErrorParameters]: Row<EngineErrorParameters[C]>
} = {
  ...accessErrors,
  ...discoveryErrors,
  ...modelErrors,
  ...valueErrors,
  definitions_moved: {
    says: p =>
      `The definitions are at version ${p.found}, and this change was made against version ${p.expected}.`,
    remedy: () => 'Look at what changed meanwhile (`kindred plan`), then apply again.',
  },
  definitions_version_unknown: {
    says: p => `There is no version ${p.version} of the definitions.`,
    remedy: () => 'List the versions there are.',
  },
  definitions_have_problems: {
    says: p => `The definitions have ${p.count} problem${p.count === 1 ? '' : 's'}, the first: ${p.first}`,
    remedy: () => 'Mend them all; nothing was stored.',
  },
  refresh_unknown: {
    says: p => `There is no refresh ${p.id}.`,
    remedy: () => 'List the refreshes there are.',
  },
  refresh_not_running: {
    says: p => `Refresh ${p.id} is ${p.state} and cannot be ended a second time.`,
    remedy: () => 'Begin another one.',
  },
  import_unknown: {
    says: p => `There is no import '${p.id}'.`,
    remedy: () => 'List the imports there are.',
  },
  import_exists: {
    says: p => `There is an import '${p.id}' already.`,
    remedy: () => 'Give the new one an id of its own.',
  },
  nothing_defined: {
    says: () => 'Nothing is defined in this workspace yet.',
    remedy: () => 'Write a definition file and store it with `kindred apply`.',
  },
  nothing_refreshed: {
    says: () => 'Nothing has been refreshed in this workspace yet.',
    remedy: () => 'Run `kindred refresh`, or name an instant (`--as-of`) to compute the answer for it.',
  },
  refresh_running: {
    says: () => 'A refresh is running already.',
    remedy: () => 'Wait until it has ended: what has come in meanwhile is in the next one.',
  },
  instant_to_come: {
    says: p => `The instant ${p.given} is still to come: it is ${p.now} now.`,
    remedy: () => 'Name an instant that has passed, or leave it out to mean now.',
  },
  instants_out_of_order: {
    says: p => `The stretch from ${p.from} to ${p.to} ends before it begins.`,
    remedy: () => 'Give the earlier instant as from and the later as to.',
  },
  segment_unknown: {
    says: p => `There is no segment '${p.segment}'.`,
    remedy: p => nearestOr(p.nearest, 'List the segments there are with `kindred segments`.'),
  },
  segmentation_unknown: {
    says: p => `There is no segmentation '${p.segmentation}'.`,
    remedy: p => nearestOr(p.nearest, 'List the segmentations there are with `kindred segments`.'),
  },
  definition_unknown: {
    says: p => `There is no segment or segmentation '${p.definition}'.`,
    remedy: p => nearestOr(p.nearest, 'List what there is with `kindred segments`.'),
  },
  class_unknown: {
    says: p => `The segmentation '${p.segmentation}' has no class '${p.class}'.`,
    remedy: p => `Its classes are ${quotedNames(p.classes)}.`,
  },
  column_unknown: {
    says: p => `'${p.column}' is no attribute, feature or segmentation.`,
    remedy: p => nearestOr(p.nearest, 'Name what the definitions declare.'),
  },
  column_without_order: {
    says: p => `'${p.column}' is ${p.type === 'tags' ? 'a set of tags' : `a ${p.type}`}, which has no order.`,
    remedy: () => 'Sort by another column.',
  },
  customer_unknown: {
    says: p => `No customer with this id was known at ${p.at}.`,
    remedy: () => 'Check how the id is written, upper and lower case included, or look at a later instant.',
  },
  definition_broken: {
    says: p => `The ${p.definition} cannot be evaluated: ${p.first}`,
    remedy: () => 'Mend the definition and apply it again; everything that is sound goes on without it.',
  },
  not_in_refresh: {
    says: p => `The ${p.definition} is newer than refresh ${p.id}, which is the last.`,
    remedy: () => 'Run `kindred refresh`, or name an instant (`--as-of`) to compute the answer for it.',
  },
  history_too_long: {
    says: p => `One point every ${p.every} would make more than ${p.most} points.`,
    remedy: () => 'Ask for a shorter stretch, or for points that are further apart.',
  },
  evaluation_failed: {
    says: p => `The ${p.definition} failed while it was evaluated: ${p.reason}`,
    remedy: () => 'Simplify what it reads, apply it, and refresh again; the others were not held up.',
  },
  stands_on_failed: {
    says: p => `The ${p.definition} stands on the ${p.other}, which failed.`,
    remedy: p => `Mend the ${p.other}; this one may be sound.`,
  },
  live_busy: {
    says: p => `Nothing more can be taken in at the moment: ${p.what}.`,
    remedy: p =>
      `Send the same again in ${p.seconds} second${p.seconds === 1 ? '' : 's'}; nothing of it was kept.`,
  },
  live_closed: {
    says: () => 'Nothing is taken in any more: this process is about to end.',
    remedy: () => 'Send the same again when it has been started anew; nothing of it was kept.',
  },
  idempotency_key_reused: {
    says: () => 'This idempotency key came before, with other items.',
    remedy: () => 'Give each request a key of its own, and the same one only to the same items sent again.',
  },
  merge_refused: {
    says: p => `This merge cannot be made or undone: ${p.reason}.`,
    remedy: () => 'Look at both customers, and at the merges there have been (`kindred merges`).',
  },
  customer_erased: {
    says: () => 'The customer with this id was erased.',
    remedy: () => 'What was removed is in her receipt (`kindred erasures`); nothing of her comes back.',
  },
  erasure_unknown: {
    says: p => `There is no erasure '${p.id}'.`,
    remedy: () => 'List those there have been (`kindred erasures`).',
  },
  consent_unknown: {
    says: p =>
      `No attribute holds the consent to '${p.channel}'${p.purpose === undefined ? '' : ` for '${p.purpose}'`}.`,
    remedy: p =>
      p.known.length === 0
        ? `Declare one: attributes: { may_email: { type: boolean, consent: email } }`
        : `There are ${quotedNames(p.known)}; or declare it with \`consent\` (and \`purpose\`) on a boolean attribute.`,
  },
  merge_unknown: {
    says: p => `There is no merge ${p.id}.`,
    remedy: () => 'List the merges there have been (`kindred merges`).',
  },
  profile_format_newer: {
    says: p =>
      `In the profile store ${p.what} is of format ${p.format}, and formats up to ${p.known} are known here.`,
    remedy: () => 'Run the newer version of Kindred that wrote it.',
  },
  profile_not_readable: {
    says: p => `In the profile store ${p.what} cannot be read.`,
    remedy: () =>
      'Something else wrote there, or the store is damaged: restore it, or give live an empty one, which is filled from the warehouse.',
  },
}

export type EngineErrorCode = keyof EngineErrorParameters

/** The caller or the world failed. `message` is the sentence and what to do. */
export class EngineError<C extends EngineErrorCode = EngineErrorCode> extends Error {
  override readonly name = 'EngineError'
  readonly code: C
  readonly says: string
  readonly remedy: string
  readonly details: EngineErrorParameters[C]

  constructor(code: C, details: EngineErrorParameters[C], options?: ErrorOptions) {
    const row: Row<EngineErrorParameters[C]> = engineErrors[code]
    super(`${row.says(details)} ${row.remedy(details)}`, options)
    this.code = code
    this.says = row.says(details)
    this.remedy = row.remedy(details)
    this.details = details
  }
}
