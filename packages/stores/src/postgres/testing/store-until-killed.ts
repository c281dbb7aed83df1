import { argv, stdout } from 'node:process'
import { openEmbeddedCatalog } from '../open-embedded-catalog.ts'

/** A process that stores versions, one after the other, and tells each number once it is acknowledged; until it is killed. */
const catalog = await openEmbeddedCatalog({ folder: argv[2] ?? '' })
await catalog.migrate()
const settings = { workspace: 'shop', timezone: 'UTC', currency: 'EUR', weekStart: 1 }
const sections = {
  attributes: {},
  events: {},
  features: {},
  segmentations: {},
  lists: {},
  places: {},
  models: {},
  champions: {},
  channels: {},
  offers: {},
}
for (;;) {
  const expected = (await catalog.definitions.current())?.version ?? 0
  const segments = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`s${index}`, { when: `count(visit) > ${expected}` }]),
  )
  const definitions = { settings, ...sections, segments }
  stdout.write(
    `${await catalog.definitions.store({ definitions, author: 'child', at: expected, expected })}\n`,
  )
}
