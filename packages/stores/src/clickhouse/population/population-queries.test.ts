import { warehousePopulationSuite } from '@kindred/engine/testing'
import { testClusterNodes, testNodes } from '../testing/test-nodes.ts'
import { populationUnderTest } from './testing/population-under-test.ts'

warehousePopulationSuite({ name: 'embedded', open: async () => populationUnderTest(await testNodes()) })
warehousePopulationSuite({ name: 'cluster', open: async () => populationUnderTest(await testClusterNodes()) })
