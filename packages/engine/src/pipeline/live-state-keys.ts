/** The few values of the whole, in the space `state`. */
export const stateKeys = {
  counters: Buffer.from('counters'),
  course: Buffer.from('course'),
  /** Which entries of the outbox are being delivered, under which id. */
  sending: Buffer.from('sending'),
  /** Customers the warehouse knew events of that live had counted. */
  recount: Buffer.from('recount'),
  /** Which moves had been written when. */
  marks: Buffer.from('marks'),
} as const
