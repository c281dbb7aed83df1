import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFolder } from './session.ts'
import { runHere } from './testing/run-here.ts'

const path = resolve(import.meta.dirname, '../../../../shared/data/hillstrom_email/hillstrom_email.csv.gz')

const definitions = `
timezone: UTC
currency: USD
attributes:
  recency: number
  history: number
  mens: number
  womens: number
  zip_code: text
  newbie: number
  channel: text
  segment: text
  visit: number
  history_segment: text
  conversion: number
  spend: money
models:
  email:
    target: visit = 1
    features: [recency, history, mens, womens, zip_code, newbie, channel]
    uplift:
      treatments:
        womens: segment = "Womens E-Mail"
        mens: segment = "Mens E-Mail"
      control: segment = "No E-Mail"
`

interface Card {
  readonly rows: number
  readonly uplift: {
    readonly control: { readonly mean: number }
    readonly treatments: readonly {
      readonly name: string
      readonly figures: readonly {
        readonly name: string
        readonly value: number
        readonly interval?: [number, number]
      }[]
      readonly groups: readonly { readonly group: string; readonly rows: number; readonly came?: number }[]
    }[]
  }
}

/** Two e-mails drawn by chance and nothing: a flat table, from the file to the four groups. */
describe.skipIf(!existsSync(path))(
  'hillstrom_email, by the command line (skipped where the data are not)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'kindred-hillstrom-'))
    let held: Awaited<ReturnType<typeof openFolder>> | undefined
    let card: Card

    beforeAll(async () => {
      const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split(/\r?\n/)
      const withIds = lines.map((line, at) => `${at === 0 ? 'customer_id' : `h${at}`},${line}`)
      writeFileSync(join(folder, 'customers.csv'), withIds.join('\n'))
      writeFileSync(join(folder, 'kindred.config.yaml'), 'workspace: hillstrom\n')
      writeFileSync(join(folder, 'workspace.yaml'), definitions)
      held = await openFolder(folder)
      await succeeds(['apply'])
      await succeeds(['import', 'customers', join(folder, 'customers.csv'), '--id', 'customer_id'])
      card = JSON.parse(await succeeds(['train', 'email', '--json'])).card
    }, 480_000)
    afterAll(async () => {
      await held?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    test("the women's e-mail works on some more than on others, and the men's on all alike", () => {
      const figure = (treatment: string, wanted: string) =>
        card.uplift.treatments
          .find(({ name }) => name === treatment)
          ?.figures.find(({ name }) => name === wanted)
      console.info(JSON.stringify(card.uplift.treatments.map(({ name, figures }) => ({ name, figures }))))
      // A fifth of the customers: standard errors are about 0.007.
      expect(card.uplift.control.mean).toBeCloseTo(0.106, 1.7)
      expect(Math.abs((figure('womens', 'effect')?.value ?? 0) - 0.0452)).toBeLessThan(0.02)
      expect(Math.abs((figure('mens', 'effect')?.value ?? 0) - 0.0766)).toBeLessThan(0.02)
      expect(figure('womens', 'qini')?.interval?.[0]).toBeGreaterThan(0)
      expect(figure('womens', 'qini')?.value).toBeGreaterThan(figure('mens', 'qini')?.value ?? 1)
    })

    test('who bought what the e-mail shows scores higher than who did not', async () => {
      const lines = (await succeeds(['score', 'email', '--format', 'csv'])).trim().split('\r\n').slice(1)
      const scores = new Map(lines.map(line => [line.split(',')[0] ?? '', Number(line.split(',')[1])]))
      expect(scores.size).toBe(64_000)
      // One of the columns is in quotes, with a comma.
      const text = readFileSync(join(folder, 'customers.csv'), 'utf8').replaceAll(/"[^"]*"/g, '')
      const rows = text.split('\n').slice(1)
      const meanOf = (womens: string) => {
        const known = rows
          .filter(row => row.split(',')[5] === womens)
          .map(row => scores.get(row.split(',')[0] ?? '') ?? 0)
        return known.reduce((sum, score) => sum + score, 0) / known.length
      }
      console.info(
        `effects foretold: ${meanOf('1').toFixed(4)} of who bought women's goods, ${meanOf('0').toFixed(4)} of others`,
      )
      expect(meanOf('1')).toBeGreaterThan(0.05)
      expect(meanOf('0')).toBeLessThan(0.03)
    }, 240_000)

    async function succeeds(args: readonly string[]): Promise<string> {
      const { exitCode, stdout, stderr } = await runHere(['-C', folder, ...args])
      if (exitCode !== 0) throw new Error(`kindred ${args.join(' ')} ended with ${exitCode}: ${stderr}`)
      return stdout
    }
  },
)
