import { localDate, startOfDay } from '../../../vocabulary/calendar.ts'

/** The calendar day of an instant. Events come in order of time: the day last asked about is most often the next one's. */
export class DayOfInstant {
  readonly #timezone: string
  #day = 0
  #starts: number = Number.POSITIVE_INFINITY
  #ends: number = Number.NEGATIVE_INFINITY

  constructor(timezone: string) {
    this.#timezone = timezone
  }

  of(at: number): number {
    if (at >= this.#starts && at < this.#ends) return this.#day
    this.#day = localDate(at, this.#timezone)
    this.#starts = startOfDay(this.#day, this.#timezone)
    this.#ends = startOfDay(this.#day + 1, this.#timezone)
    return this.#day
  }
}
