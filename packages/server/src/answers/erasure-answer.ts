import type { AnswerOf, Contract, WireErasure } from '@kindred/api'
import type { Erasure, HeldCount, PlannedErasure } from '@kindred/engine'
import { instantText, optionalInstant } from './typed-value.ts'

/** What an erasure cannot reach, or leaves as it is. */
export const beyondErasure: readonly string[] = [
  'Backups, files that were exported, files that were imported (and what was set aside beside them) are beyond reach: remove her there too.',
  'What web hooks and streams of moves have told other systems is theirs now.',
  'Figures counted with her stay as they were counted, and models as they were trained: they name nobody.',
  'The audit log knows her by a pseudonym made of her id, and stays whole.',
]

/** The document of the route `erasure`. While it is open its ids are counted, not named. */
export function erasureAnswer(erasure: Erasure): WireErasure {
  const { id, at, author, reason, hashes, found, doneAt, waits } = erasure
  return {
    ...{ id, at: instantText(at), author },
    ...(reason === undefined ? {} : { reason }),
    ids: hashes.length,
    found: shown(found),
    done_at: optionalInstant(doneAt),
    waits: [...waits],
    notes: [...beyondErasure],
  }
}

export function erasurePlanAnswer(plan: PlannedErasure): AnswerOf<Contract['erasurePlan']> {
  return {
    ...{ ids: [...plan.ids], held: shown(plan.held), waits: [...plan.waits] },
    ...{ needs_live: plan.needsLive, notes: [...beyondErasure] },
  }
}

/** Without what there is nothing of. */
function shown(counts: readonly HeldCount[]): HeldCount[] {
  return counts.filter(({ count }) => count > 0)
}
