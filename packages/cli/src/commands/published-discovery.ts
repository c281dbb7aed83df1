import type { AnswerOf, Contract } from '@kindred/api'
import type { Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderChanges } from './definition-changes.ts'
import { renderEffects } from './plan.ts'

/** What publishing changes, or with `--dry-run` would, for whom, and what comes next. */
export function renderPublished(
  published: AnswerOf<Contract['publishDiscovery']>,
  isDryRun: boolean,
  locale: Locale,
): string {
  const { segmentation, version, stored, changes } = published
  if (changes.length === 0)
    return `Nothing differs: ${style.name(segmentation)} is published as it is (version ${version}).`
  const parts = [renderChanges(published), renderEffects(published, locale)]
  const ending = isDryRun
    ? style.quiet('Nothing was changed, this is a dry run.')
    : stored
      ? `${style.good('✓')} ${style.name(segmentation)} is stored as version ${version}. Next: kindred refresh`
      : `Nothing was stored; version ${version} is in force.`
  return [...parts, ending].join('\n\n')
}
