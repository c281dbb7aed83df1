import type { AnswerOf, Contract } from '@kindred/api'
import { counted, formatAge } from '../../ui/format.ts'

/** Something somebody should look at, and where. */
export interface Attention {
  readonly says: string
  readonly remedy: string
  readonly to: '/segments' | '/models' | '/data' | '/jobs' | '/proposals'
  /** What is shown there. */
  readonly search?: Readonly<Record<string, string>>
}

export interface Looked {
  readonly segments: AnswerOf<Contract['segments']>
  readonly health: AnswerOf<Contract['health']> | undefined
  readonly imports: AnswerOf<Contract['imports']> | undefined
  readonly models: AnswerOf<Contract['models']> | undefined
  readonly proposals: AnswerOf<Contract['proposals']> | undefined
}

const DAY = 86_400

/** What is stale, failed, or nobody's; nothing when all is well. Worst first. */
export function attentionTo({ segments, health, imports, models, proposals }: Looked): readonly Attention[] {
  const listed = segments.segments
  const failed = listed.filter(({ state }) => state === 'failed')
  const waiting = listed.filter(({ state }) => state === 'changed' || state === 'new')
  const unowned = listed.filter(({ owner }) => owner === undefined)
  const empty = listed.filter(({ size }) => size === 0)
  const oldest = Math.max(0, ...listed.map(({ age_seconds }) => age_seconds ?? 0))
  const broken = models?.models.filter(({ problem }) => problem !== undefined) ?? []
  const lost = imports?.imports.filter(({ state }) => state === 'failed') ?? []
  const aside = imports?.imports.filter(({ set_aside = 0 }) => set_aside > 0) ?? []
  return [
    ...(health?.problems.map(({ says, remedy }): Attention => ({ says, remedy, to: '/jobs' })) ?? []),
    ...some(failed.length, n => ({
      says: `${counted(n, 'segment')} could not be evaluated`,
      remedy: `${names(failed)}. The last good result is shown until the definition is mended.`,
      to: '/segments',
      search: { q: 'failed' },
    })),
    ...some(broken.length, n => ({
      says: `${counted(n, 'model')} cannot be used`,
      remedy: `${names(broken)}.`,
      to: '/models',
    })),
    ...some(proposals?.proposals.filter(({ decides }) => decides).length ?? 0, n => ({
      says: `${counted(n, 'proposal')} for you to decide`,
      remedy: 'See whom it would move; accept or refuse.',
      to: '/proposals',
    })),
    ...some(lost.length, n => ({
      says: `${counted(n, 'import')} failed`,
      remedy: 'See why, and import the file again.',
      to: '/data',
    })),
    ...some(aside.length, n => ({
      says: `${counted(n, 'import')} set rows aside`,
      remedy: 'Take the rows with their reasons, mend them, import them.',
      to: '/data',
    })),
    ...some(waiting.length, n => ({
      says: `${counted(n, 'segment')} changed since the last refresh`,
      remedy: `${names(waiting)}. Refresh to evaluate them.`,
      to: '/jobs',
    })),
    ...(oldest > DAY
      ? [
          {
            says: `The result is ${formatAge(oldest)} old`,
            remedy: 'Refresh, or import what has happened since.',
            to: '/jobs' as const,
          },
        ]
      : []),
    ...some(empty.length, n => ({
      says: `${counted(n, 'segment')} without a member`,
      remedy: `${names(empty)}. Is the condition as it was meant?`,
      to: '/segments',
      search: { sort: 'size' },
    })),
    ...some(unowned.length, n => ({
      says: `${counted(n, 'segment')} without an owner`,
      remedy: `${names(unowned)}. Name who answers for them.`,
      to: '/segments',
      search: { sort: '-owner' },
    })),
  ]
}

function some(count: number, say: (count: number) => Attention): readonly Attention[] {
  return count === 0 ? [] : [say(count)]
}

function names(of: readonly { readonly name: string }[]): string {
  const shown = of.slice(0, 3).map(({ name }) => name)
  return of.length > 3 ? `${shown.join(', ')} and ${of.length - 3} more` : shown.join(', ')
}
