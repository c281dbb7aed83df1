import type { WarehouseImports } from '@kindred/engine'

const refused = () => Promise.reject(new Error('these tests import no file'))

/** For tests of what has nothing to do with files. */
export const noImports: WarehouseImports = {
  stage: refused,
  publish: refused,
  discard: refused,
  discardAllBut: refused,
}
