import {
  type Checked,
  check,
  checkTarget,
  durationMillis,
  type Expression,
  type Problem,
  type ValueType,
  type Vocabulary,
} from '@kindred/language'

/** What a target asks, checked, and how far ahead it looks. */
export interface CheckedTargetText {
  readonly checked?: Checked
  /** Milliseconds; absent: it is read at the same instant as what it is foretold from. */
  readonly ahead?: number
  readonly problems: readonly Problem[]
}

/**
 * A target that looks ahead, or one of a column of a flat table, which does not. Of one that is wrong the problems are
 * those of what it was meant as.
 *
 * @param expression - What the text was parsed to.
 */
export function checkTargetText(
  text: string,
  expression: Expression,
  vocabulary: Vocabulary,
  want: ValueType | readonly ValueType[] | undefined,
): CheckedTargetText {
  const { target, problems } = checkTarget(text, vocabulary)
  if (target !== undefined)
    return { checked: target.is, ahead: durationMillis(target.ahead), problems: problems.filter(isWarning) }
  if (/\bin\s+next\b/.test(text)) return { problems }
  return check(expression, vocabulary, want)
}

function isWarning({ severity }: Problem): boolean {
  return severity === 'warning'
}
