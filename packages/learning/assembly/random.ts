/** The next of the numbers that come from a state, by SplitMix64 (Steele, Lea and Flood 2014): 64 random bits. */
@inline
export function mixed(state: u64): u64 {
  let bits = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb
  return bits ^ (bits >> 31)
}

/** What is added to a state before each number. */
export const STEP: u64 = 0x9e3779b97f4a7c15

/** A whole number below a limit. Of 2³² some come once more than others, which no forest will ever show. */
@inline
export function below(state: u64, limit: i32): i32 {
  return (((mixed(state) >> 32) * (limit as u64)) >> 32) as i32
}
