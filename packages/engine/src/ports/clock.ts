/** The only source of "now": UTC milliseconds. */
export type Clock = () => number
