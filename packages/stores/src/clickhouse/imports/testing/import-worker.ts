import { finishImports, importFile } from '@kindred/engine'
import { localFiles } from '../../../files/local-files.ts'
import { openEmbeddedCatalog } from '../../../postgres/index.ts'
import { openWarehouse } from '../../open-warehouse.ts'

/*
 * A process to be killed by a test: ends what the process before it has left, and imports the files named to it one
 * after the other. Prints the step it has reached as it goes: `ended ID STATE`, `reading FILE`, `publishing FILE`,
 * `done FILE`.
 */
const [folder = '', ...paths] = process.argv.slice(2)
const [warehouse, catalog] = await Promise.all([
  openWarehouse({ kind: 'embedded', memory: 1024 ** 3 }, { folder: `${folder}/warehouse` }),
  openEmbeddedCatalog({ folder: `${folder}/catalog` }),
])
await Promise.all([warehouse.migrate(), catalog.migrate()])
const ports = { warehouse, catalog, files: localFiles, clock: Date.now }
for (const record of await finishImports(ports)) say(`ended ${record.id} ${record.state}`)
say('ready')
for (const path of paths) {
  const id = `import_${Date.now()}`
  const request = {
    id,
    path,
    kind: 'events' as const,
    mapping: [
      'customer: who',
      'at: when',
      'event: visit',
      'properties: { file: file }',
      'attributes: { file: file }',
      'types: { file: text }',
      'declare: true',
    ].join('\n'),
    declare: true,
    dryRun: false,
    reading: {},
    settings: {},
    author: 'test',
  }
  await importFile(ports, request, state => say(`${state.step} ${path}`))
  say(`done ${path}`)
}
await Promise.all([warehouse.close(), catalog.close()])

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
