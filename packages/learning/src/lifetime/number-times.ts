/** Times that occur, each once, and of every row the place of its own. */
export interface NumberedTimes {
  /** Ascending. */
  readonly times: Float64Array
  readonly recency: Int32Array
  readonly age: Int32Array
}

/** Whole times up to it, days mostly, are numbered by a table as long as the greatest. */
const LONGEST_TABLE = 4_000_000

/** Numbers times in ascending order, recencies and ages together. */
export function numberTimes(recency: ArrayLike<number>, age: ArrayLike<number>): NumberedTimes {
  let [isWhole, greatest] = [true, 0]
  for (let row = 0; row < age.length; row += 1) {
    if (age[row]! > greatest) greatest = age[row]!
    if (!Number.isInteger(recency[row]!) || !Number.isInteger(age[row]!)) isWhole = false
  }
  return isWhole && greatest <= LONGEST_TABLE ? byTable(recency, age, greatest) : bySorting(recency, age)
}

function byTable(recency: ArrayLike<number>, age: ArrayLike<number>, greatest: number): NumberedTimes {
  const places = new Int32Array(greatest + 1)
  for (let row = 0; row < age.length; row += 1) {
    places[recency[row]!] = 1
    places[age[row]!] = 1
  }
  const times: number[] = []
  places.forEach((occurs, time) => {
    places[time] = times.length
    if (occurs === 1) times.push(time)
  })
  const placesOf = (given: ArrayLike<number>): Int32Array => {
    const found = new Int32Array(given.length)
    for (let row = 0; row < found.length; row += 1) found[row] = places[given[row]!]!
    return found
  }
  return { times: Float64Array.from(times), recency: placesOf(recency), age: placesOf(age) }
}

function bySorting(recency: ArrayLike<number>, age: ArrayLike<number>): NumberedTimes {
  const all = new Float64Array(2 * age.length)
  all.set(recency)
  all.set(age, age.length)
  const times = all.sort().filter((time, at) => at === 0 || time !== all[at - 1])
  const places = new Map(Array.from(times, (time, place) => [time, place]))
  const placesOf = (given: ArrayLike<number>): Int32Array => Int32Array.from(given, time => places.get(time)!)
  return { times, recency: placesOf(recency), age: placesOf(age) }
}
