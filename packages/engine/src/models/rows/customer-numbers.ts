/** Gives every customer one number, the same each time she is met. */
export class CustomerNumbers {
  readonly #numbers = new Map<string, number>()

  of(customer: string): number {
    const known = this.#numbers.get(customer)
    if (known !== undefined) return known
    const next = this.#numbers.size
    this.#numbers.set(customer, next)
    return next
  }
}
