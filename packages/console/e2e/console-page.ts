import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { AxeResults } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject } from 'vitest'
import { browserPath, whySkipped } from './browser-path.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')
const pictures = resolve(import.meta.dirname, '../screenshots')
/** Two cores, shared with everything else that is being tested. */
const PATIENCE = 30_000

export interface Look {
  readonly width?: number
  readonly dark?: boolean
  /** Whether it comes by the link of who started the server. */
  readonly owner?: boolean
}

export interface Console {
  /** Opens a page in a browser of its own; what it complained of, or was refused, fails the test. */
  open(path: string, look: Look, use: (page: Page) => Promise<void>): Promise<void>
}

/** Tests of the console in Chromium; skipped by name where there is none. */
export function describeConsole(name: string, tests: (console: Console) => void): void {
  describe.skipIf(browserPath === undefined)(`${name}, in Chromium${whySkipped}`, () => {
    let browser: Browser
    beforeAll(async () => {
      // Chromium's own sandbox wants rights that a container does not give; what is opened is our own page.
      browser = await chromium.launch({ executablePath: browserPath ?? '', args: ['--no-sandbox'] })
    })
    afterAll(() => browser?.close())
    tests({ open: (path, look, use) => opened(browser, path, look, use) })
  })
}

async function opened(
  browser: Browser,
  path: string,
  { width = 1280, dark = false, owner = true }: Look,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  try {
    if (owner) await page.goto(inject('consoleLink'))
    if (!owner || path !== '/') await page.goto(inject('address') + path)
    await use(page)
  } finally {
    await context.close()
  }
  expect(complaints).toEqual([])
}

/** Waits until all that was asked for is there. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction("document.querySelector('[aria-busy=true]') === null")
}

/** What axe finds wrong, by rule, with the elements. */
export async function violations(page: Page): Promise<readonly (readonly [string, readonly string[]])[]> {
  await page.evaluate(axe)
  const found: AxeResults = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')
  return found.violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)] as const)
}

/** Keeps a picture of the whole page, for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
