import { error } from './problem-row.ts'

/** What can be wrong with the text before any name is looked up. */
export const SYNTAX_PROBLEMS = {
  empty_expression: error<object>(
    () => 'There is no expression: the text is empty.',
    () => 'Write a condition, such as `did(purchase, 90d)`.',
  ),
  text_too_long: error<{ length: number; limit: number }>(
    p => `The expression has ${p.length} characters; at most ${p.limit} are read.`,
    () => 'Name its parts as features or segments and refer to them, or put long choices into a list.',
  ),
  too_deep: error<{ limit: number }>(
    p => `The expression is nested more than ${p.limit} deep.`,
    () => 'Name its inner parts as features or segments and refer to them.',
  ),
  too_many_problems: error<{ limit: number }>(
    p => `There are more than ${p.limit} problems; the rest of the text was not read.`,
    () => 'Mend those above first.',
  ),
  unexpected_character: error<{ given: string }>(
    p => `${p.given} has no meaning here.`,
    () => 'Take it out; a text stands in quotes: "…".',
  ),
  other_notation: error<{ given: string; write: string }>(
    p => `'${p.given}' is not part of this language.`,
    p => `Write \`${p.write}\`.`,
  ),
  bad_name: error<{ given: string }>(
    p => `'${p.given}' cannot be a name: names have only a–z, 0–9 and _.`,
    p => `Write a declared name, or, if a text is meant, "${p.given}" in quotes.`,
  ),
  unterminated_text: error<{ given: string }>(
    p => `The text that begins with ${p.given} has no closing quote on its line.`,
    () => 'Close it with " (inside a text a quote is written \\" and a new line \\n).',
  ),
  other_quotes: error<{ given: string; write: string }>(
    p => `${p.given} does not stand in straight double quotes.`,
    p => `Write ${p.write}.`,
  ),
  bad_escape: error<{ given: string }>(
    p => `'${p.given}' is no escape.`,
    () => 'Write \\" for a quote, \\\\ for a backslash, \\n, \\t, or \\u{1F600} for any other character.',
  ),
  broken_character: error<object>(
    () => 'Half of a surrogate pair stands alone: it is no character.',
    () => 'Take it out, or write the whole character.',
  ),
  bad_number: error<{ given: string; write: string }>(
    p => `'${p.given}' is not a number as it is written here.`,
    p => `Write ${p.write}.`,
  ),
  unknown_unit: error<{ given: string; number: string; unit: string; write: string }>(
    p => `'${p.given}' has the unit '${p.unit}', which is none of s, m, h, d, w and km.`,
    p => p.write,
  ),
  fraction_of_unit: error<{ given: string }>(
    p => `'${p.given}' is not a whole number of units.`,
    () => 'Write a whole number in a smaller unit: 36h instead of 1.5d.',
  ),
  bad_date: error<{ given: string }>(
    p => `'${p.given}' is not a day of the calendar.`,
    () => 'Write year-month-day, such as 2026-11-05; arithmetic needs spaces: 2026 - 11 - 5.',
  ),
  date_out_of_range: error<{ given: string }>(
    p => `'${p.given}' is outside of the years 1900 to 2299.`,
    () => 'Write a day from 1900-01-01 to 2299-12-31.',
  ),
  bad_instant: error<{ given: string }>(
    p => `'${p.given}' is not a time of day.`,
    () => 'Write 2026-11-05T14:30, with Z or an offset such as +01:00 when it is not the workspace’s time.',
  ),
  expected: error<{ expected: string; given: string; example: string }>(
    p => `Expected ${p.expected}, found ${p.given}.`,
    p => `Write ${p.example}.`,
  ),
  unclosed_bracket: error<object>(
    () => 'This bracket is never closed.',
    () => 'Add a `)` where it should end.',
  ),
  unopened_bracket: error<object>(
    () => 'This bracket closes nothing.',
    () => 'Take it out, or add the `(` it belongs to.',
  ),
  missing_connective: error<{ given: string }>(
    p => `${p.given} follows a whole condition.`,
    () => 'Join conditions with `and` or `or`.',
  ),
  mixed_logic: error<{ andFirst: string; orFirst: string }>(
    () => '`and` and `or` stand side by side, which can be read in two ways.',
    p => `Write \`${p.andFirst}\` or \`${p.orFirst}\`.`,
  ),
  chained_comparison: error<{ given: string }>(
    p => `'${p.given}' follows a comparison: one comparison cannot be compared again.`,
    () => 'Write `x between 1 and 5`, or join two comparisons with `and`.',
  ),
  other_wording: error<{ given: string; write: string }>(
    p => `'${p.given}' is said in other words here.`,
    p => `Write ${p.write}.`,
  ),
  reserved_word: error<{ given: string }>(
    p => `'${p.given}' is a word of the language and stands in the wrong place.`,
    p =>
      /^(today|yesterday)$/i.test(p.given)
        ? `A day is looked for: \`birth_date in ${p.given.toLowerCase()}\`; before and after it is \`days_since(…) > 0\`.`
        : 'Take it out, or put an operand before and after it.',
  ),
  next_calendar_unit: error<{ given: string }>(
    p => `'${p.given}' is no window: only durations look ahead.`,
    () => 'Write `in next 30d`, or `in this month` for the whole of the current month.',
  ),
  sequence_out_of_place: error<object>(
    () => 'Steps joined by `then` stand only inside of `did(…)` and `never(…)`.',
    () => 'Write `did(visit then purchase within 1h, 7d)`; how often a sequence happened cannot be counted.',
  ),
  step_order: error<object>(
    () => '`within` is the end of a step, and more of the step follows it.',
    () => 'Write the condition first: `then purchase where amount > 500 within 1h`.',
  ),
  bottom_not_available: error<{ given: string }>(
    p => `'${p.given}' counts from the worst, and customers are ranked from the best.`,
    () => 'Turn the value round: `top 10% by -spend`, `top 10% by -(points + 1)`.',
  ),
} as const
