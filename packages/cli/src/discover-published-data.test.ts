import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openFolder } from './session.ts'
import { effectOf, expectSeveralGroups, expectSoundGroups, type FoundGroups } from './testing/found-groups.ts'
import { runHere } from './testing/run-here.ts'

/**
 * Real customers, grouped by what goes without saying: nothing but the name is asked. What has to come out is what anybody
 * who sells to such customers would expect; the figures beside are those that were seen. The wholesaler of gifts is in `online-retail.test.ts`, where its year is imported.
 */
const data = resolve(import.meta.dirname, '../../../../shared/data')

/** Files may not be shipped: a test is skipped where its own is not beside the checkout, and says so by that. */
function describeData(file: string, title: string, tests: (path: string, folder: string) => void): void {
  const path = join(data, file)
  describe.skipIf(!existsSync(path))(`${title} (skipped without ../shared/data/${file})`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'kindred-data-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    tests(path, folder)
  })
}

async function discovered(folder: string, steps: readonly (readonly string[])[]): Promise<FoundGroups> {
  const held = await openFolder(folder)
  try {
    for (const step of steps) await succeeds(['-C', folder, ...step])
    return JSON.parse(await succeeds(['-C', folder, 'discover', '--name', 'found', '--json']))
  } finally {
    await held.close()
  }
}

async function succeeds(args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runHere(args)
  expect({ args, exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ args, exitCode: 0, stderr: '' })
  return stdout
}

function define(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

describeData('wholesale_customers/wholesale_customers.csv', 'clients of a wholesaler', (path, folder) => {
  test('shops, who buy groceries and detergents, are told from restaurants, who buy fresh', async () => {
    const rows = readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/)
    const numbered = rows.map(
      (row, at) => `${at === 0 ? 'client' : `w${String(at).padStart(3, '0')}`},${row}`,
    )
    const goods = ['Fresh', 'Milk', 'Grocery', 'Frozen', 'Detergents_Paper', 'Delicassen']
    const attributes = goods.map(name => `  ${name.toLowerCase()}: money`).join('\n')
    const columns = goods.map(name => `  ${name.toLowerCase()}: ${name}`).join('\n')
    const settings = 'workspace: wholesale\ntimezone: Europe/Lisbon\ncurrency: EUR\n'
    const value = `value: ${goods.map(name => name.toLowerCase()).join(' + ')}\n`
    define(folder, {
      'kindred.config.yaml': settings,
      'workspace.yaml': `${settings}${value}attributes:\n${attributes}\n`,
      'clients.map.yaml': `kind: customers\ncustomer: client\nattributes:\n${columns}\n`,
      'clients.csv': `${numbered.join('\n')}\n`,
    })
    const found = await discovered(folder, [
      ['apply'],
      ['import', 'customers', join(folder, 'clients.csv'), '--map', join(folder, 'clients.map.yaml')],
    ])
    expectSoundGroups(found)
    // Known: k-means on the logarithms, two groups, silhouette 0.290.
    expect(found.groups).toHaveLength(2)
    expect(found.choices.find(({ chosen }) => chosen)?.silhouette).toBeGreaterThan(0.25)
    const shops = found.groups.toSorted(
      (a, b) => effectOf(b, 'detergents_paper') - effectOf(a, 'detergents_paper'),
    )[0]!
    for (const goods of ['detergents_paper', 'grocery', 'milk'])
      expect(effectOf(shops, goods)).toBeGreaterThan(0.7)
    expect(Math.abs(effectOf(shops, 'fresh'))).toBeLessThan(0.3)
  }, 900_000)
})

describeData('complete_journey/transactions_sample.csv.gz', 'households of a grocer', (path, folder) => {
  test('those who shop often and much are told from those who hardly do', async () => {
    const settings = 'workspace: grocer\ntimezone: America/New_York\ncurrency: USD\n'
    define(folder, {
      'kindred.config.yaml': settings,
      'workspace.yaml': `${settings}events:\n  purchase: { properties: { basket_id: text, product_id: text, quantity: number, amount: money } }\nfeatures:\n  baskets: { is: distinct(purchase.basket_id), label: number of baskets }\n  spend: { is: sum(purchase.amount), label: spend }\n`,
      'lines.map.yaml': `kind: events\nevent: purchase\ncustomer: household_id\nat: transaction_timestamp as "yyyy-MM-dd'T'HH:mm:ss" in America/New_York\nproperties:\n  basket_id: basket_id\n  product_id: product_id\n  quantity: quantity\n  amount: sales_value\n`,
    })
    const found = await discovered(folder, [
      ['apply'],
      ['import', 'events', path, '--map', join(folder, 'lines.map.yaml'), '--set-aside', folder],
      ['refresh', '--as-of', '2018-01-01T00:00:00'],
    ])
    expectSoundGroups(found)
    // Seen: five groups, 24 % of the households with 58 % of the value; silhouette 0.26, agreement 0.92.
    expectSeveralGroups(found)
    const best = found.groups.toSorted((a, b) => effectOf(b, 'spend') - effectOf(a, 'spend'))[0]!
    expect(effectOf(best, 'spend')).toBeGreaterThan(0.6)
    expect(effectOf(best, 'baskets')).toBeGreaterThan(0.6)
    expect(best.value_share).toBeGreaterThan(best.share + 0.15)
  }, 900_000)
})
