import type { ProfileSpace } from '@kindred/engine'

/** One thing for every space there is. A space that is added to the port and not here does not compile. */
export function eachSpace<T>(make: (space: ProfileSpace) => T): Readonly<Record<ProfileSpace, T>> {
  return {
    records: make('records'),
    pages: make('pages'),
    timers: make('timers'),
    outbox: make('outbox'),
    transitions: make('transitions'),
    identities: make('identities'),
    requests: make('requests'),
    state: make('state'),
  }
}
