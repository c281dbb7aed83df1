import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clubLeaving } from './demo/club-invitation.ts'
import { generateShop } from './demo/generate-shop.ts'
import { openFolder } from './session.ts'
import { runHere } from './testing/run-here.ts'
import { spendToCome } from './testing/spend-to-come.ts'

interface Figure {
  readonly name: string
  readonly value: number
  readonly interval?: readonly [number, number]
}

interface Trained {
  readonly version: number
  readonly champion: boolean
  readonly method: string
  readonly card: {
    readonly judged: { readonly by: string; readonly figures: readonly Figure[] }
    readonly baseline: { readonly figures: readonly Figure[] }
    readonly notes: readonly string[]
    readonly uplift?: { readonly treatments: readonly { readonly figures: readonly Figure[] }[] }
  }
}

interface FoundProspects {
  readonly as_of: string
  readonly revenue: number
  readonly judged: { readonly revenue: readonly [low: number, high: number] }
}

const SEED = 20_260_630

/** The demo's own models, each by one command. A small shop: figures are of 700 customers. */
describe('models on the demo, by the command line', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'kindred-models-')), 'demo')
  let held: Awaited<ReturnType<typeof openFolder>> | undefined

  beforeAll(async () => {
    await succeeds(['demo', folder, '--customers', '700', '--seed', String(SEED), '--no-serve'])
    // Commands find who holds the folder, and need not start its stores each time.
    held = await openFolder(folder)
  }, 480_000)
  afterAll(async () => {
    await held?.close()
    rmSync(resolve(folder, '..'), { recursive: true, force: true })
  })

  test.each(['churn', 'buys_30d', 'buys_electronics', 'spend_next_90d', 'opens_email'])(
    '%s is trained by one command and beats a guess on a later period',
    async model => {
      const trained: Trained = JSON.parse(
        await succeeds(['-C', folder, 'train', model, '--method', 'boosting', '--json']),
      )
      expect([trained.version, trained.champion, trained.card.judged.by]).toEqual([1, true, 'later'])
      const [leading = { name: '', value: 0 }] = trained.card.judged.figures
      const guess = trained.card.baseline.figures.find(({ name }) => name === leading.name)?.value ?? 0
      console.info(`${model}: ${leading.name} ${leading.value.toFixed(3)}, a guess ${guess.toFixed(3)}`)
      if (leading.name === 'rmse') expect(leading.value).toBeLessThan(guess)
      else expect(leading.value).toBeGreaterThan(guess)
    },
    480_000,
  )

  test('who has stopped for good scores higher for leaving than who buys on', async () => {
    const scores = await scoresOf('churn')
    const truth = truthOf()
    const meanOf = (stopped: boolean) => {
      const known = truth.flatMap(each => {
        const score = scores.get(each.id)
        return score !== undefined && each.stopped === stopped ? [score] : []
      })
      return known.reduce((sum, score) => sum + score, 0) / known.length
    }
    console.info(`who stopped scores ${meanOf(true).toFixed(3)}, who buys on ${meanOf(false).toFixed(3)}`)
    expect(meanOf(true)).toBeGreaterThan(1.5 * meanOf(false))
  }, 120_000)

  test('the chance that somebody still buys tells those who have stopped from those who have not, and is about as frequent', async () => {
    await succeeds(['-C', folder, 'train', 'still_buys', '--json'])
    const scores = await scoresOf('still_buys')
    const known = truthOf().flatMap(({ id, stopped }) => {
      const score = scores.get(id)
      return score === undefined ? [] : [{ score, stopped }]
    })
    const [buys, gone] = [false, true].map(stopped => known.filter(each => each.stopped === stopped))
    const won = (buys ?? []).map(({ score }) => (gone ?? []).filter(other => other.score < score).length)
    const auc = won.reduce((sum, count) => sum + count, 0) / ((buys?.length ?? 0) * (gone?.length ?? 0))
    const said = known.reduce((sum, { score }) => sum + score, 0) / known.length
    const share = (buys?.length ?? 0) / known.length
    console.info(`still buys: AUC ${auc.toFixed(3)}; said of ${said.toFixed(3)}, true of ${share.toFixed(3)}`)
    expect(auc).toBeGreaterThan(0.9)
    expect(Math.abs(said - share)).toBeLessThan(0.06)
  }, 240_000)

  test('members of the club are foretold to leave as they were drawn to, within four standard errors', async () => {
    const { card }: Trained = JSON.parse(await succeeds(['-C', folder, 'train', 'club_stays', '--json']))
    console.info(card.notes[0])
    for (const [name, drawn] of Object.entries({ alpha: clubLeaving.alpha, beta: clubLeaving.beta })) {
      const [, value = '', error = ''] =
        new RegExp(`${name} ([\\d.]*\\d) ± ([\\d.]*\\d)`).exec(card.notes[0] ?? '') ?? []
      expect(Math.abs(Number(value) - drawn), name).toBeLessThan(4 * Number(error))
    }
  }, 240_000)

  test('what a letter changes of joining the club is what it was made to change, within four standard errors', async () => {
    const args = ['-C', folder, 'train', 'club_letter', '--budget', '20', '--json']
    const { card }: Trained = JSON.parse(await succeeds(args))
    const [letter] = card.uplift?.treatments ?? []
    const effect = letter?.figures.find(({ name }) => name === 'effect')
    const truth = truthOf()
    const drawn = truth.reduce((sum, { letter }) => sum + letter, 0) / truth.length
    const [low = 0, high = 0] = effect?.interval ?? []
    console.info(
      `a letter changes ${effect?.value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}), drawn ${drawn.toFixed(3)}`,
    )
    // Who has stopped for good joins in neither case: what is drawn is a little more than what comes.
    expect(Math.abs((effect?.value ?? 1) - drawn)).toBeLessThan(high - low + 0.02)
    expect(low).toBeGreaterThan(0)
  }, 480_000)

  test('what all prospects are to bring is within its interval what they were drawn to spend', async () => {
    await succeeds(['-C', folder, 'train', 'prospect_revenue', '--json'])
    const found: FoundProspects = JSON.parse(await succeeds(['-C', folder, 'prospects', '--json']))
    const end = Date.parse(found.as_of)
    let drawn = 0
    for (const { customer, events } of generateShop({ customers: 700, end, seed: SEED }))
      if (!events.some(({ event }) => event === 'purchase'))
        drawn += spendToCome(customer, end, end + 180 * 86_400_000)
    const [low, high] = found.judged.revenue
    console.info(
      `prospects: ${found.revenue.toFixed(0)} EUR (${low.toFixed(0)} to ${high.toFixed(0)}) foretold, ${drawn.toFixed(0)} drawn`,
    )
    expect(drawn).toBeGreaterThan(low)
    expect(drawn).toBeLessThan(high)
    expect(high, 'not so wide that it says nothing').toBeLessThan(3 * found.revenue)
  }, 240_000)

  test('a report is written, and a customer is told why', async () => {
    const report = join(folder, 'churn.html')
    await succeeds(['-C', folder, 'model', 'show', 'churn', '1', '--report', report])
    expect(readFileSync(report, 'utf8')).toContain('Leaves within 90 days')
    const said = await succeeds(['-C', folder, 'explain', 'C000001', '--model', 'churn'])
    expect(said).toContain('What makes it so')
    expect(await succeeds(['-C', folder, 'models'])).toContain('never(purchase) in next 90d')
  }, 240_000)

  async function scoresOf(model: string): Promise<ReadonlyMap<string, number>> {
    const csv = await succeeds(['-C', folder, 'score', model, '--format', 'csv'])
    const lines = csv.trim().split('\r\n').slice(1)
    return new Map(lines.map(line => [line.split(',')[0] ?? '', Number(line.split(',')[1])]))
  }

  /** What each customer was drawn as: whether she had stopped for good, what a letter changes of her joining the club. */
  function truthOf() {
    const lines = readFileSync(join(folder, 'data/truth.csv'), 'utf8').trim().split('\n').slice(1)
    return lines.map(line => {
      const [id = '', , , stoppedAt = '', letter = ''] = line.split(',')
      return { id, stopped: stoppedAt !== '', letter: Number(letter) }
    })
  }
})

async function succeeds(given: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runHere(given)
  if (exitCode !== 0) throw new Error(`kindred ${given.join(' ')} ended with ${exitCode}: ${stderr}`)
  return stdout
}
