import { METHODS } from '../methods/methods-for.ts'
import { percent } from '../profiles/percent.ts'
import type { TriedChoice } from './tried-choice.ts'

/** Of a score: another seed moves it about as much. */
const CLOSE = 0.02

/** Kaufman and Rousseeuw (1990): a silhouette below this is a weak structure, which may be made by the method. */
const APART = 0.5

/** Where no number of groups stands out, what more groups have to come to: an agreement, and a share of the best score. */
const [STABLE, GOOD_ENOUGH] = [0.8, 0.75]

export interface Chosen {
  readonly chosen: TriedChoice
  /** All of them, best first, those that cannot be chosen last. */
  readonly ordered: readonly TriedChoice[]
  readonly recommendation: string
}

/**
 * The choice with the highest score. Those within one standard error or 2 % of it count as equally good: of them the most
 * groups, which tell most (how many can be handled is the asker's to say), then the method whose own result the kept model
 * is, k-means first. Where even the best is a weak structure, no number of groups stands out, and two score best nearly
 * always: then the most groups that come out again, keep three quarters of that score, and are of use. Where every choice is
 * excluded, the best of those with as many groups as were asked for, and the recommendation says so.
 *
 * @param isOfUse - Whether each group of a choice is large and different enough to be worked with; asked as few times as can be.
 */
export function choose(
  tried: readonly TriedChoice[],
  asked: number | undefined,
  isOfUse: (choice: TriedChoice) => boolean,
): Chosen | undefined {
  const fitting = tried.filter(({ choice }) => choice.excluded === undefined)
  const countFits = tried.filter(({ choice }) => asked === undefined || choice.classes === asked)
  const best = byScore(fitting.length > 0 ? fitting : countFits)[0]
  if (best === undefined) return undefined
  const equal = (fitting.length > 0 ? fitting : countFits).filter(
    each => each.choice.score >= best.choice.score - Math.max(errorOf(best), CLOSE * best.choice.score),
  )
  const level = mostGroups(equal)[0]!
  const finer = mostGroups(fitting.filter(each => isFiner(each, level, best))).find(isOfUse)
  const chosen = finer ?? level
  const others = byScore(tried.filter(each => each !== chosen))
  const isExcluded = (each: TriedChoice): boolean => each.choice.excluded !== undefined
  const ordered = [chosen, ...others.filter(each => !isExcluded(each)), ...others.filter(isExcluded)]
  return { chosen, ordered, recommendation: recommend(chosen, best, ordered, finer !== undefined) }
}

/** Whether it tells more where the best is a weak structure, and is still surely found again. */
function isFiner({ choice }: TriedChoice, level: TriedChoice, best: TriedChoice): boolean {
  return (
    best.choice.silhouette < APART &&
    choice.classes > level.choice.classes &&
    choice.stability >= STABLE &&
    choice.score >= GOOD_ENOUGH * best.choice.score
  )
}

function mostGroups(tried: readonly TriedChoice[]): TriedChoice[] {
  return tried.toSorted((a, b) => b.choice.classes - a.choice.classes || rank(a) - rank(b))
}

function byScore(tried: readonly TriedChoice[]): TriedChoice[] {
  return tried.toSorted(
    (a, b) => b.choice.score - a.choice.score || rank(a) - rank(b) || a.choice.classes - b.choice.classes,
  )
}

const rank = ({ choice }: TriedChoice): number => METHODS.findIndex(({ name }) => name === choice.method)

/** Of the score, from that of the sampled silhouette: half of what it is relative to the silhouette. */
function errorOf({ choice: { score, silhouette, silhouetteError = 0 } }: TriedChoice): number {
  return silhouette > 0 ? (score * silhouetteError) / silhouette / 2 : 0
}

function recommend(
  chosen: TriedChoice,
  best: TriedChoice,
  ordered: readonly TriedChoice[],
  isFine: boolean,
): string {
  const { classes, method, silhouette, stability, excluded } = chosen.choice
  const fit = ordered.filter(({ choice }) => choice.excluded === undefined).length
  const lead = `${classes} groups by ${method}: apart with a silhouette of ${silhouette.toFixed(2)}, and coming out again with an agreement of ${stability.toFixed(2)} when other customers are drawn`
  if (isFine) return `${lead}. ${whyFiner(best, chosen, fit, ordered.length)}`
  const among =
    excluded === undefined
      ? `, ${chosen === best ? 'together the best' : 'together as good as the best'} of ${fit} that ${fit === 1 ? 'fits' : 'fit'} what was asked for (${ordered.length} were tried).`
      : `. None of the ${ordered.length} that were tried fits what was asked for: ${excluded}.`
  const level =
    chosen === best
      ? ''
      : ` ${best.choice.classes} groups by ${best.choice.method} score hardly higher (${best.choice.score.toFixed(2)} against ${chosen.choice.score.toFixed(2)}), no more than another seed would change; of what is as good, the most groups are taken.`
  return `${lead}${among}${level}${nextBest(ordered)}`
}

function whyFiner(
  { choice: best }: TriedChoice,
  { choice }: TriedChoice,
  fit: number,
  tried: number,
): string {
  const weak = `No number of groups stands out: even the ${best.classes} by ${best.method} that score best (${best.score.toFixed(2)} against ${choice.score.toFixed(2)}) have a silhouette of ${best.silhouette.toFixed(2)} only, so customers shade into one another, and where to cut is a choice.`
  const why = `Of ${fit} that fit what was asked for (${tried} were tried), this has the most groups that still come out again (agreement ${STABLE} at least), keep three quarters of the best score, and are each large and different enough to be worked with.`
  return `${weak} ${why} Ask for ${best.classes} groups to have those that are furthest apart.`
}

function nextBest(ordered: readonly TriedChoice[]): string {
  const [first, ...others] = ordered
  const next = others.find(
    ({ choice }) => choice.excluded === undefined && choice.classes !== first!.choice.classes,
  )
  if (next === undefined) return ''
  const { classes, method, score, smallestShare } = next.choice
  return ` The best with another number are ${classes} by ${method} (score ${score.toFixed(2)} against ${first!.choice.score.toFixed(2)}, the smallest with ${percent(smallestShare)}).`
}
