/** Of one who is known now, whenever that is. */
export const ever = Date.UTC(2299, 0, 1)

/** Purchases as most of the cases write them: who, when, how much. */
export const purchases =
  'customer: who\nat: when\nevent: purchase\nproperties: { amount: paid }\ntypes: { amount: money }'
