import type { UpliftSteps } from './uplift-steps.ts'

/** What an order of customers is worth, as areas between its curve and that of treating at random. */
export interface UpliftAreas {
  /** Of the Qini curve, a treated customer: x is the share of customers. */
  readonly qini: number
  /** Of the uplift curve, a customer. */
  readonly auuc: number
}

/**
 * The Qini curve adds up what the treated had, less what as many of those left alone had; the uplift curve takes the
 * difference of means times the share of customers.
 *
 * Source: Radcliffe (2007), Using control groups to target on predicted lift; Gutierrez and Gérardy (2017).
 * Cost: one pass.
 */
export function upliftAreas(steps: UpliftSteps): UpliftAreas {
  const { treated, left, count } = steps
  const all = treated[count - 1]! + left[count - 1]!
  let [share, qini, uplift] = [0, 0, 0]
  let [qiniArea, upliftArea] = [0, 0]
  for (let at = 0; at < count; at += 1) {
    const next = (treated[at]! + left[at]!) / all
    const nextQini = qiniAt(steps, at)
    const nextUplift = next * differenceAt(steps, at)
    qiniArea += ((next - share) * (qini + nextQini)) / 2
    upliftArea += ((next - share) * (uplift + nextUplift)) / 2
    share = next
    qini = nextQini
    uplift = nextUplift
  }
  return { qini: qiniArea - qini / 2, auuc: upliftArea - uplift / 2 }
}

/** What the treatment brought among all down to a step, a treated customer of the whole. */
export function qiniAt({ treated, left, treatedSums, leftSums, count }: UpliftSteps, at: number): number {
  const without = left[at]! > 0 ? (leftSums[at]! * treated[at]!) / left[at]! : 0
  return (treatedSums[at]! - without) / treated[count - 1]!
}

/** The difference of means among all down to a step; 0 where one arm has nobody yet. */
export function differenceAt({ treated, left, treatedSums, leftSums }: UpliftSteps, at: number): number {
  if (treated[at] === 0 || left[at] === 0) return 0
  return treatedSums[at]! / treated[at]! - leftSums[at]! / left[at]!
}
