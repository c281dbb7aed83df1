import type { AnswerOf, Contract, MembersPage, NamedValue, WireExplanation } from '@kindred/api'
import type { Members, PersonalNames } from '@kindred/engine'

/** What stands in place of words that would tell something personal. */
export const MASKED_WORDS = 'It reads what is personal, which your role does not see.'

type Customer = AnswerOf<Contract['customer']>
type Masked<T> = T & { readonly masked?: true }

/** One customer without what is personal: its values are `null` and marked, and reasons that read it are left out. */
export function maskCustomer(answer: Customer, names: PersonalNames): Customer {
  return {
    ...answer,
    attributes: answer.attributes.map(each => maskedIn(each, names.attributes)),
    features: answer.features.map(each => maskedIn(each, names.features)),
    segments: answer.segments.map(each => wordless(each, names.segments)),
    segmentations: answer.segmentations.map(each => wordless(each, names.segmentations)),
    last_events: answer.last_events.map(event => ({
      ...event,
      properties: event.properties.map(each =>
        names.properties.has(`${event.event}.${each.name}`) ? masked(each) : each,
      ),
    })),
  }
}

/** An explanation of what reads something personal says only what the answer is. */
export function maskExplanation(answer: WireExplanation, names: PersonalNames): WireExplanation {
  const { kind, id, name, member, text, english } = answer
  if (!readsPersonal({ kind, id }, names)) return answer
  return {
    ...{ kind, id, text, english, in_words: MASKED_WORDS },
    ...(name === undefined ? {} : { name }),
    ...(member === undefined ? {} : { member }),
    ...(answer.class === undefined ? {} : { class: answer.class }),
    ...{ reason: [], near_misses: [], missing: [] },
  }
}

/** Rows of members without the values of personal columns. */
export function maskMembers(members: Members, names: PersonalNames): Members {
  const isHidden = members.columns.map(({ name }) => isPersonalColumn(name, names))
  if (!isHidden.includes(true)) return members
  return { ...members, rows: hiding(members.rows, isHidden) }
}

async function* hiding(rows: Members['rows'], isHidden: readonly boolean[]): Members['rows'] {
  for await (const { customer, values } of rows)
    yield { customer, values: values.map((value, index) => (isHidden[index] === true ? undefined : value)) }
}

/** The columns of a page, those marked that are masked. */
export function maskedColumns(
  columns: MembersPage['columns'],
  names: PersonalNames | undefined,
): MembersPage['columns'] {
  if (names === undefined) return columns
  return columns.map(column => (isPersonalColumn(column.name, names) ? { ...column, masked: true } : column))
}

/** Whether a column of members is one that is masked. */
export function isPersonalColumn(name: string, { attributes, features }: PersonalNames): boolean {
  return attributes.has(name) || features.has(name)
}

type InputEffects = AnswerOf<Contract['explainScore']>['effects']

/** Effects without the values of hidden inputs. */
export function maskInputs(effects: InputEffects, hidden: ReadonlySet<string>): InputEffects {
  return effects.map(each => (hidden.has(each.input) ? { ...each, value: null, says: MASKED_WORDS } : each))
}

/** The inputs of a model whose expression names what is personal. */
export function hiddenInputs(
  inputs: readonly { readonly name: string; readonly is: string }[],
  { attributes, features, properties }: PersonalNames,
): ReadonlySet<string> {
  const personal = new Set([...attributes, ...features, ...properties])
  const namesPersonal = (is: string) =>
    (is.match(/[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)?/g) ?? []).some(word => personal.has(word))
  return new Set(inputs.flatMap(({ name, is }) => (namesPersonal(is) ? [name] : [])))
}

/** Where a customer stands among groups, without moves by what is personal. */
export function maskPlace(
  answer: AnswerOf<Contract['discoveryOf']>,
  names: PersonalNames,
): AnswerOf<Contract['discoveryOf']> {
  const moves = answer.moves.filter(({ feature }) => !isPersonalColumn(feature, names))
  if (moves.length === answer.moves.length) return answer
  return { ...answer, moves, says: MASKED_WORDS }
}

type Effect = AnswerOf<Contract['plan']>['effects'][number]

/** Who would move, without why where that reads what is personal. */
export function maskEffects(effects: readonly Effect[], names: PersonalNames): Effect[] {
  return effects.map(effect =>
    readsPersonal(effect, names)
      ? {
          ...effect,
          entering_examples: effect.entering_examples.map(unexplained),
          leaving_examples: effect.leaving_examples.map(unexplained),
        }
      : effect,
  )
}

function unexplained({ customer }: Effect['entering_examples'][number]) {
  return { customer, why: MASKED_WORDS }
}

type Difference = AnswerOf<Contract['parity']>['examples'][number]

export function maskDifference(difference: Difference, names: PersonalNames): Difference {
  const { kind, definition: id } = difference
  return readsPersonal({ kind, id }, names)
    ? { ...difference, live_why: MASKED_WORDS, batch_why: MASKED_WORDS }
    : difference
}

/** The text of the hot answer. */
export function maskNow(text: string, names: PersonalNames): string {
  const answer: AnswerOf<Contract['customerNow']> = JSON.parse(text)
  for (const name of Object.keys(answer.features)) if (names.features.has(name)) answer.features[name] = null
  for (const each of answer.outside) if (names.segments.has(each.id)) each.reason = MASKED_WORDS
  return JSON.stringify(answer)
}

function readsPersonal(
  { kind, id }: { readonly kind: 'segment' | 'segmentation'; readonly id: string },
  { segments, segmentations }: PersonalNames,
): boolean {
  return (kind === 'segment' ? segments : segmentations).has(id)
}

function maskedIn(each: NamedValue, names: ReadonlySet<string>): NamedValue {
  return names.has(each.name) ? masked(each) : each
}

function masked(each: NamedValue): Masked<NamedValue> {
  return { ...each, value: null, masked: true }
}

function wordless<T extends { readonly id: string; readonly in_words: string }>(
  each: T,
  names: ReadonlySet<string>,
): T {
  return names.has(each.id) ? { ...each, in_words: MASKED_WORDS } : each
}
