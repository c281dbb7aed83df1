/** Where threads wait for each other within a task: how many have come, and how often all have. */
@unmanaged
class Barrier {
  come: i32
  round: i32
}

/** Looks so often before it sleeps: what the others still do mostly takes less time than waking up. */
const LOOKS: i32 = 4000

/** Goes on when all threads have come. What they wrote before is seen by all. */
export function meet(place: usize, threads: i32): void {
  if (threads == 1) return
  const come = place + offsetof<Barrier>('come')
  const round = place + offsetof<Barrier>('round')
  const now = atomic.load<i32>(round)
  if (atomic.add<i32>(come, 1) == threads - 1) {
    atomic.store<i32>(come, 0)
    atomic.add<i32>(round, 1)
    atomic.notify(round, threads)
    return
  }
  for (let look = 0; look < LOOKS; look++) if (atomic.load<i32>(round) != now) return
  while (atomic.load<i32>(round) == now) atomic.wait<i32>(round, now, -1)
}
