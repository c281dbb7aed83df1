/**
 * A piece of SQL with the pieces it is made of. Equal pieces are one object, so that what several expressions
 * share is written, and computed, once.
 */
export interface Fragment {
  /** In order of making; also the number in its column's name when it becomes one. */
  readonly id: number
  readonly kind: 'operation' | 'column' | 'aggregate'
  /** The text around the inputs: one piece more than there are inputs. */
  readonly strings: readonly string[]
  readonly inputs: readonly Fragment[]
  /** Whether it can be NULL, which is how unknown is held. */
  readonly nullable: boolean
  /** It is a column of an inner SELECT whatever its length: see `Fragments.apart`. */
  readonly apart?: boolean
}

type Inputs = readonly Fragment[]

/** Makes fragments, each only once. */
export class Fragments {
  readonly #known = new Map<string, Fragment>()

  /** An operation that is NULL when one of its inputs is. */
  strict(strings: TemplateStringsArray | readonly string[], ...inputs: Inputs): Fragment {
    return this.#intern(
      'operation',
      strings,
      inputs,
      inputs.some(input => input.nullable),
    )
  }

  /** An operation that is never NULL. */
  known(strings: TemplateStringsArray | readonly string[], ...inputs: Inputs): Fragment {
    return this.#intern('operation', strings, inputs, false)
  }

  /** An operation that can be NULL whatever its inputs are. */
  unsure(strings: TemplateStringsArray | readonly string[], ...inputs: Inputs): Fragment {
    return this.#intern('operation', strings, inputs, true)
  }

  /**
   * An operation that is never NULL and becomes a column of its own, which ClickHouse plans faster than one deep
   * expression: a hundred trees in two thirds of the processor's time.
   */
  apart(strings: readonly string[], ...inputs: Inputs): Fragment {
    return this.#intern('operation', strings, inputs, false, true)
  }

  /** The columns that every event has. */
  get at(): Fragment {
    return this.column('at', false)
  }
  get event(): Fragment {
    return this.column('event', false)
  }
  get eventId(): Fragment {
    return this.column('event_id', false)
  }
  get batch(): Fragment {
    return this.column('batch', false)
  }

  /** A column of the table or subquery underneath. */
  column(text: string, nullable: boolean): Fragment {
    return this.#intern('column', [text], [], nullable)
  }

  /** What is computed from all of a customer's events. The inputs speak of one event, the result of the customer. */
  aggregate(strings: readonly string[], inputs: Inputs, nullable: boolean): Fragment {
    return this.#intern('aggregate', strings, inputs, nullable)
  }

  /** `name(a, b, …)` or `a AND b`: a list of any length between two pieces of text. */
  list(before: string, inputs: Inputs, between: string, after: string, nullable: boolean): Fragment {
    const gaps = inputs.slice(1).map(() => between)
    return this.#intern('operation', [before, ...gaps, after], inputs, nullable)
  }

  #intern(
    kind: Fragment['kind'],
    strings: readonly string[],
    inputs: Inputs,
    nullable: boolean,
    apart = false,
  ): Fragment {
    const key = JSON.stringify([kind, strings, inputs.map(input => input.id), nullable, apart])
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const fragment: Fragment = {
      id: this.#known.size,
      kind,
      strings: [...strings],
      inputs,
      nullable,
      ...(apart && { apart }),
    }
    this.#known.set(key, fragment)
    return fragment
  }
}

/** A fragment with everything it is made of, as text. */
export function textOf(fragment: Fragment): string {
  return fragment.strings.reduce((text, piece, index) => {
    const input = fragment.inputs[index - 1]
    return `${text}${input === undefined ? '' : textOf(input)}${piece}`
  })
}
