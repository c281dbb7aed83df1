import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AxeResults } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cohortsReport } from './cohorts-report.ts'
import { discoveryReport } from './discovery-report.ts'
import { modelReport } from './model-report.ts'
import { hostile } from './testing/hostile-text.ts'
import { nextRound, sampleDiscovery } from './testing/sample-discovery.ts'
import { sampleModel } from './testing/sample-model.ts'
import { sampleCohorts, sampleValues } from './testing/sample-value.ts'
import { valueReport } from './value-report.ts'

/** Debian's; other browsers of the family by their usual places. */
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = browsers.find(existsSync)
/** The page's policy forbids scripts; what is evaluated from outside it does not concern. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')
const pages = {
  plain: sampleDiscovery(),
  many: nextRound(sampleDiscovery(14)),
  hostile: nextRound(sampleDiscovery(3, hostile), hostile),
}

const where = executablePath === undefined ? ` (skipped: none of ${browsers.join(', ')} is there)` : ''
describe.skipIf(executablePath === undefined)(`the report in Chromium${where}`, () => {
  let folder: string
  let browser: Browser

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kindred-report-'))
    for (const [name, found] of Object.entries(pages))
      writeFileSync(join(folder, `${name}.html`), discoveryReport(found))
    writeFileSync(join(folder, 'model.html'), modelReport(sampleModel()))
    writeFileSync(join(folder, 'hostile_model.html'), modelReport(sampleModel(hostile)))
    writeFileSync(join(folder, 'values.html'), valueReport(sampleValues(hostile)))
    writeFileSync(join(folder, 'cohorts.html'), cohortsReport(sampleCohorts()))
    // Chromium's own sandbox wants rights that a container does not give; what is opened is our own page.
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Opens the page from disk, with the network shut; what it asked for or complained of fails the test. */
  async function opened(
    name: string,
    look: { width: number; dark?: boolean; script?: boolean },
    use: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({
      viewport: { width: look.width, height: 900 },
      colorScheme: look.dark ? 'dark' : 'light',
      javaScriptEnabled: look.script ?? true,
      offline: true,
    })
    const page = await context.newPage()
    const [asked, said]: [string[], string[]] = [[], []]
    page.on('request', request => asked.push(request.url()))
    page.on('console', message => said.push(message.text()))
    page.on('pageerror', error => said.push(error.message))
    const address = pathToFileURL(join(folder, `${name}.html`)).href
    await page.goto(address)
    await use(page)
    await context.close()
    expect(asked).toEqual([address])
    expect(said).toEqual([])
  }

  test.for([
    ['plain', 1280, false],
    ['many', 390, true],
    ['hostile', 1280, true],
    ['hostile', 390, false],
    ['model', 1280, false],
    ['hostile_model', 390, true],
    ['values', 1280, false],
    ['values', 390, true],
    ['cohorts', 1280, false],
    ['cohorts', 390, true],
  ] as const)('%s, %i wide, dark %s: accessible to all that axe knows', async ([name, width, dark]) => {
    await opened(name, { width, dark }, async page => {
      await page.evaluate(axe)
      const found = await audit(page)
      expect(found.violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(node => node.html)])).toEqual(
        [],
      )
      expect(found.passes.length).toBeGreaterThan(15)
    })
  })

  test.for([...Object.keys(pages), 'values', 'cohorts'])('%s: nothing sticks out of the page', async name => {
    await opened(name, { width: 1280 }, async page => {
      for (const width of [1280, 768, 390]) {
        await page.setViewportSize({ width, height: 900 })
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      }
    })
  })

  test('hostile names are shown as they are, and nothing of theirs runs', async () => {
    await opened('hostile', { width: 1280 }, async page => {
      expect(await page.title()).toContain('</script>')
      expect(await page.title()).not.toBe('taken')
      expect(await page.locator('script, img, [onload], [onerror]').count()).toBe(0)
      expect(await page.locator('h1').textContent()).toContain("<script>document.title='taken'</script>")
      expect(await page.locator('article.persona').count()).toBe(3)
    })
  })

  test('without scripts everything is there, its style too', async () => {
    await opened('plain', { width: 1280, script: false }, async page => {
      expect(await page.locator('svg.picture').count()).toBe(6)
      expect(await page.locator('article.persona').first().isVisible()).toBe(true)
    })
  })
})

async function audit(page: Page): Promise<AxeResults> {
  return page.evaluate('axe.run(document, { resultTypes: ["violations", "passes"] })')
}
