import { warehousePopulationSuite } from '@kindred/engine/testing'
import { testClusterNodes, testNodes } from '../testing/test-nodes.ts'
import { populationUnderTest } from './testing/population-under-test.ts'

warehousePopulationSuite({ name: 'embedded', open: async () => populationUnderTest(await testNodes()) })
warehousePopulationSuite({
  name: 'cluster',
  open: async () => populationUnderTest(await testClusterNodes()),
  // Of generated definitions and histories two shards are held to it in agreement.property.test.ts.
  skipOwnRows:
    'a customer lies whole on one node, where the statements are those that the embedded warehouse was tried on',
})
