import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop, type Shop } from '../testing/shop.ts'

let shop: Shop
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-imports-'))
  shop = await openShop({ uploads: join(folder, 'uploads') })
})
afterAll(async () => {
  await shop.close()
  await rm(folder, { recursive: true, force: true })
})

const orders =
  'order,buyer,when,total\no1,eva,2026-05-30T10:00:00Z,12.50\no2,eva,not a day,1\no3,bob,2026-05-31T10:00:00Z,7\n'
const asked = { kind: 'events' as const, event: 'purchase', customer: 'buyer', at: 'when', event_id: 'order' }

function streamOf(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
  })
}

describe('importing through the API', () => {
  it('a dry run shows how the file would be read, and changes nothing', async () => {
    const path = join(folder, 'orders.csv')
    await writeFile(path, orders)
    const report = await shop.client.import({ ...asked, path, dry_run: true, declare: true })
    expect(report).toMatchObject({ dry_run: true, rows: 3, imported: 2, set_aside: 1, new_customers: 1 })
    expect(report.detected).toMatchObject({ format: 'delimited', delimiter: ',', encoding: 'utf-8' })
    expect(report.mapping).toContain('buyer')
    expect(report.preview.rows).toHaveLength(2)
    expect((await shop.client.workspace()).events).toBe(4)
    expect((await shop.client.imports()).imports).toEqual([])
  })

  it('a file of this machine is imported, with progress, and its bad rows are set aside beside it', async () => {
    const path = join(folder, 'orders.csv')
    const steps = new Set<string>()
    const report = await shop.client.import(
      { ...asked, path, declare: true },
      { progress: line => steps.add(line.step) },
    )
    expect([...steps]).toEqual(['detect', 'stage', 'publish'])
    expect(report).toMatchObject({
      rows: 3,
      imported: 2,
      duplicates: 0,
      set_aside: 1,
      import: { state: 'done' },
    })
    expect(report.set_aside_examples).toMatchObject([{ line: 3, column: 'when' }])
    expect(await readFile(report.set_aside_file ?? '', 'utf8')).toContain('not a day')
    expect((await shop.client.workspace()).events).toBe(6)
    const file = await shop.client.setAside({ id: report.import?.id ?? '' })
    const chunks: Uint8Array[] = []
    for await (const chunk of file.content) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toContain('o2')
  })

  it('the same file again, sent as an upload, changes nothing; the upload is gone afterwards', async () => {
    const { upload, size } = await shop.client.upload(
      { name: '../../orders.csv' },
      { content: streamOf(orders) },
    )
    expect(size).toBe(orders.length)
    const report = await shop.client.import({ ...asked, upload, declare: true })
    expect(report).toMatchObject({
      rows: 3,
      imported: 0,
      duplicates: 2,
      set_aside: 1,
      import: { file: 'orders.csv' },
    })
    expect((await shop.client.workspace()).events).toBe(6)
    await expect(shop.client.import({ ...asked, upload })).rejects.toMatchObject({ code: 'upload_unknown' })
    expect((await shop.client.imports()).imports).toHaveLength(2)
  })

  it('an upload works over a socket as well', async () => {
    const client = await shop.remote()
    const { upload } = await client.upload({ name: 'orders.csv' }, { content: streamOf(orders) })
    expect(await client.import({ ...asked, upload, dry_run: true })).toMatchObject({ rows: 3, duplicates: 2 })
  })

  it('neither or both of path and upload are refused, as is a path that is not there', async () => {
    const both = shop.client.import({ ...asked, path: '/x', upload: 'y' })
    await expect(both).rejects.toMatchObject({ code: 'file_missing', status: 400 })
    await expect(shop.client.import(asked)).rejects.toMatchObject({ code: 'file_missing' })
    await expect(shop.client.import({ ...asked, upload: '../../etc/passwd' })).rejects.toMatchObject({
      code: 'upload_unknown',
    })
    const nowhere = shop.client.import({ ...asked, path: join(folder, 'nowhere.csv') })
    await expect(nowhere).rejects.toMatchObject({ code: 'file_not_found', status: 404 })
  })

  it('a mapping with problems is refused with all of them', async () => {
    const path = join(folder, 'orders.csv')
    const refused = shop.client.import({ ...asked, path, customer: 'byer' })
    await expect(refused).rejects.toMatchObject({ code: 'import_has_problems', status: 422 })
  })
})
