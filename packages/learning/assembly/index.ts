export { assign, scratchSize } from './assign'
export { measure } from './measure'
export { scatter } from './scatter'
export { distanceSums } from './silhouette'
export { cheapestMerge } from './ward'

// Inner loops stay functions of their own when they are exported. The engine optimises a function after some calls, and
// not in the middle of one: what is called once, with everything inside, would run unoptimised to its end.
export { gather, search, settle } from './assign'
export { inertiaBetween, lengthsBetween } from './measure'
export { addTile, addTotals, centre } from './scatter'
export { sumFour } from './silhouette'
export { scoreTile, squareTile } from './tile'
