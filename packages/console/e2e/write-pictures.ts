import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { browserPath } from './browser-path.ts'
import { indexedPng } from './indexed-png.ts'
import { goTo, settled } from './settled.ts'

/*
 * The pictures of docs/guide/console.md, taken by walking each of its ways as a new user would, with how long each took:
 *   kindred demo shop --customers 3000 --no-serve && kindred -C shop serve
 *   npm run pictures -w @kindred/console -- 'http://127.0.0.1:4390/open?key=…'
 */
const folder = resolve(import.meta.dirname, '../../../docs/guide/pictures')
const LARGEST = 80 * 1024

interface Way {
  readonly name: string
  readonly walk: (page: Page, keep: (name: string) => Promise<void>) => Promise<void>
}

const ways: readonly Way[] = [
  {
    name: 'why a customer is a VIP',
    async walk(page, keep) {
      await page.getByRole('link', { name: 'Segments', exact: true }).click()
      await page.getByRole('link', { name: 'VIP', exact: true }).click()
      await page.getByRole('tab', { name: 'Members' }).click()
      await page.getByRole('region', { name: 'Members' }).getByRole('link').first().click()
      await page.getByRole('heading', { name: 'In these segments, and why' }).waitFor()
      await page.getByRole('button', { name: 'What would it take?' }).first().click()
      await page.getByText('Looking…').waitFor({ state: 'detached' })
      // The answer has the keyboard's focus, and was scrolled to.
      const reasons = page.getByRole('heading', { name: 'In these segments, and why' })
      await reasons.evaluate(heading => heading.scrollIntoView())
      await keep('why')
    },
  },
  {
    name: 'lapsing high spenders in Prague, and who would enter',
    async walk(page, keep) {
      await page.getByRole('link', { name: 'Segments', exact: true }).click()
      await page.getByRole('link', { name: 'New segment' }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill('Lapsing high spenders in Prague')
      for (const [place, about, how, what] of [
        [0, 'in the segment Within 25 km of Prague', 'holds', ''],
        [1, 'lifetime spend', '>', '500'],
        [2, 'purchase in the last 90 days', 'does not hold', ''],
      ] as const) {
        await page.getByRole('button', { name: 'Add a condition' }).click()
        await choose(page, page.getByRole('combobox', { name: 'What it is about' }).nth(place), about)
        await choose(page, page.getByRole('combobox', { name: 'How it is tested' }).nth(place), how)
        if (what !== '') await page.getByRole('textbox', { name: 'With what' }).fill(what)
      }
      await page.getByRole('button', { name: 'Who would enter and leave' }).click()
      await page.getByText(/\d+ customers? would enter/).waitFor()
      await keep('new-segment')
    },
  },
  {
    name: 'from active to lapsing last month, and what they were worth',
    async walk(page, keep) {
      await page.getByRole('link', { name: 'Segmentations', exact: true }).click()
      await page.getByRole('link', { name: 'Life cycle', exact: true }).click()
      await page.getByRole('tab', { name: 'Who moved' }).click()
      await page.getByText(/customers of [\d,]+ changed class/).waitFor()
      await page.getByRole('figure').getByRole('img').locator('canvas').waitFor()
      await keep('migration')
    },
  },
  {
    name: 'groups found and published',
    async walk(page, keep) {
      await page.getByRole('link', { name: 'Discover', exact: true }).click()
      await page.getByRole('link', { name: 'Find groups' }).click()
      await page.getByRole('button', { name: 'Find groups' }).click()
      await page.waitForURL(/\/discover\/(?!new)/, { timeout: 300_000 })
      await page.getByRole('article').first().waitFor()
      await keep('groups')
      await page.getByRole('button', { name: 'Publish' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'What would change' }).click()
      await dialog
        .getByText(/would enter/)
        .first()
        .waitFor()
      await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
      await dialog.getByText('It is stored.').waitFor()
    },
  },
  {
    name: 'a file imported',
    async walk(page, keep) {
      await page.getByRole('link', { name: 'Data', exact: true }).click()
      await page.getByRole('link', { name: 'Import a file' }).click()
      const buffer = Buffer.from(
        'id,country,birth_date\nX1,CZ,1980-02-03\nX2,SK,1980-99-99\nX3,CZ,1975-01-01\n',
      )
      await page.setInputFiles('input[type=file]', { name: 'people.csv', mimeType: 'text/csv', buffer })
      await page.getByRole('textbox', { name: 'Column of the id' }).fill('id')
      await page.getByRole('button', { name: 'Try it' }).click()
      await page.getByText('This is what it would do').waitFor()
      await keep('import')
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await page.getByText('It is in').waitFor()
    },
  },
]

async function choose(page: Page, field: ReturnType<Page['getByRole']>, option: string): Promise<void> {
  await field.click()
  await page.getByRole('option', { name: option, exact: true }).first().click()
}

async function walkAll(browser: Browser, link: string): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 680 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(link)
  for (const { name, walk } of ways) {
    await goTo(page, '/')
    const began = Date.now()
    await walk(page, file => keepSmall(page, join(folder, `console-${file}.png`)))
    console.log(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
  }
}

/** @throws Error where a picture is too heavy to lie in the repository. */
async function keepSmall(page: Page, path: string): Promise<void> {
  await settled(page)
  const picture = indexedPng(await page.screenshot())
  if (picture.length > LARGEST) throw new Error(`${path} has ${picture.length} bytes, more than ${LARGEST}`)
  writeFileSync(path, picture)
}

const link = process.argv[2]
if (link === undefined || browserPath === undefined)
  throw new Error('Give the address that `kindred serve` shows; Chromium is needed.')
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })
try {
  await walkAll(browser, link)
} finally {
  await browser.close()
}
