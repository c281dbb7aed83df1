import type { WireOutcome } from '@kindred/api'
import type { IngestItem, IngestOutcome, Live } from '@kindred/engine'
import { ServerError } from '../errors.ts'
import type { ReadItem } from './read-item.ts'

/** What has come in one request. */
export interface Batch {
  readonly items: readonly unknown[]
  readonly read: ReadItem
  readonly timezone: string
  readonly key: string | undefined
}

/**
 * Takes in a batch: items whose shape is wrong are refused here, each by its place, the others are the live half's. The
 * answer is the text of the document of `sendEvents` and `sendCustomers`.
 */
export async function takeIn(live: Live, { items, read, timezone, key }: Batch): Promise<string> {
  const outcomes: (WireOutcome | undefined)[] = []
  const wellFormed: IngestItem[] = []
  items.forEach((given, index) => {
    const item = readOrRefuse(given, read, timezone)
    if (item instanceof ServerError) outcomes[index] = refusedAnswer(index, item)
    else wellFormed.push(item)
    outcomes.length = index + 1
  })
  const found = wellFormed.length === 0 ? [] : await live.ingest(wellFormed, checkedKey(key))
  return answerText(filledIn(outcomes, found))
}

function readOrRefuse(given: unknown, read: ReadItem, timezone: string): IngestItem | ServerError {
  try {
    return read(given, timezone)
  } catch (error) {
    if (error instanceof ServerError) return error
    throw error
  }
}

function refusedAnswer(
  index: number,
  { code, says, remedy }: { readonly code: string; readonly says: string; readonly remedy: string },
): WireOutcome {
  return { index, outcome: 'refused', code, says, remedy }
}

/** Puts what the live half found into the places that are still free, in order. */
function filledIn(
  outcomes: readonly (WireOutcome | undefined)[],
  found: readonly IngestOutcome[],
): WireOutcome[] {
  let next = 0
  return Array.from(outcomes, (known, index) => {
    if (known !== undefined) return known
    const outcome = found[next]
    next += 1
    if (outcome === undefined) throw new Error('an item came back without an outcome')
    return outcome.outcome === 'refused'
      ? refusedAnswer(index, outcome)
      : { index, outcome: outcome.outcome, id: outcome.id }
  })
}

function answerText(outcomes: readonly WireOutcome[]): string {
  const counts = { accepted: 0, duplicate: 0, refused: 0 }
  for (const { outcome } of outcomes) counts[outcome] += 1
  const { accepted, duplicate: duplicates, refused } = counts
  return JSON.stringify({ accepted, duplicates, refused, outcomes })
}

function checkedKey(key: string | undefined): string | undefined {
  if (key === undefined || /^[\x20-\x7e]{1,200}$/.test(key)) return key
  throw new ServerError('idempotency_key_invalid', {})
}
