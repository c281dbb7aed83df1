import { nearestOr, type Row } from './error-row.ts'

/** What the sentence of each refusal about customer value is made of. */
export interface ValueErrorParameters {
  nothing_valued: Record<never, never>
  value_unknown: { value: string; nearest: string | undefined }
  no_prospect_value: { value: string | undefined }
  event_unknown: { event: string; nearest: string | undefined }
  model_is_no_lifetime: { model: string; event: string }
}

/** What can be wrong with what was asked of customer value. Part of `engineErrors`. */
export const valueErrors: {
  readonly [C in keyof ValueErrorParameters]: Row<ValueErrorParameters[C]>
} = {
  nothing_valued: {
    says: () => 'No way to value customers is defined.',
    remedy: () =>
      'Write one under `values`, such as `past: { revenue: "sum(purchase.amount, 365d)", margin: 0.3 }`, and apply it.',
  },
  value_unknown: {
    says: p => `There is no value '${p.value}'.`,
    remedy: p => nearestOr(p.nearest, '`kindred value` lists those there are.'),
  },
  no_prospect_value: {
    says: p =>
      p.value === undefined
        ? 'No value says what a prospect would bring.'
        : `The value '${p.value}' does not say what a prospect would bring.`,
    remedy: () =>
      'Give one `tells: prospect` and a `revenue`, such as the score of a model whose population has not bought.',
  },
  event_unknown: {
    says: p => `There is no event '${p.event}'.`,
    remedy: p => nearestOr(p.nearest, 'Declare it under `events`.'),
  },
  model_is_no_lifetime: {
    says: p =>
      `The model '${p.model}' is no lifetime model of '${p.event}' whose champion tells purchases to come.`,
    remedy: p =>
      `Name one with \`lifetime: { event: ${p.event}, model: bg_nbd }\` (or mbg_nbd, pareto_nbd) that was trained.`,
  },
}
