export { assign, scratchSize } from './assign'
export { scatter, scatterScratchSize } from './scatter'
export { distanceSums } from './silhouette'
export { cheapestMerge } from './ward'
