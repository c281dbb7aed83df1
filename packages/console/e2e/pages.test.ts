import type { Response } from 'playwright-core'
import { expect, test } from 'vitest'
import { contrastIn, describeConsole, keepPicture, PATIENCE, violations } from './console-page.ts'
import { goTo, settled } from './settled.ts'

const pages = [
  ['home', '/'],
  ['segments', '/segments'],
  ['overlap', '/segments?tab=overlap'],
  ['segment', '/segments/vip'],
  ['members', '/segments/vip?tab=members&columns=country,spend_365d'],
  ['versions', '/segments/vip?tab=versions'],
  ['editor', '/segments/vip/edit'],
  ['customers', '/customers?by=condition&find=in(vip)'],
  ['customer', '/customers/C000042'],
  ['agent', '/agent/C000042'],
  ['segmentations', '/segmentations'],
  ['segmentation', '/segmentations/rfm'],
  ['migration', '/segmentations/lifecycle?tab=migration'],
  ['value', '/value'],
  ['equity', '/value?tab=equity'],
  ['cohorts', '/value?tab=cohorts'],
  ['discover', '/discover'],
  ['find-groups', '/discover/new'],
  ['models', '/models'],
  ['data', '/data'],
  ['live', '/data?tab=live'],
  ['schema', '/data?tab=schema'],
  ['import', '/data/import'],
  ['jobs', '/jobs'],
  ['proposals', '/proposals?state=all'],
  ['people', '/people'],
  ['add-person', '/people?user=new'],
  ['keys', '/keys'],
  ['audit', '/audit'],
  ['settings', '/settings'],
  ['no-such-page', '/nowhere'],
] as const

/** Each is looked at by axe: much work where two cores are shared. */
const ALL_PAGES = { timeout: 600_000 }

describeConsole('every page', console => {
  test.for([
    [1280, 'light', 'dark'],
    [390, 'dark', 'light'],
  ] as const)(
    '%i wide, %s and %s: accessible to all that axe knows, and nothing sticks out',
    ALL_PAGES,
    async ([width, first, second]) => {
      await console.open('/', { width }, async page => {
        for (const [name, path] of pages) {
          await page.emulateMedia({ colorScheme: first })
          await goTo(page, path)
          await keepPicture(page, `${name}-${width}`)
          expect(await violations(page), name).toEqual([])
          expect(await contrastIn(page, second), `${name}, ${second}`).toEqual([])
          expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBe(width)
        }
      })
    },
  )

  test('the first load is under 250 KB of compressed script', async () => {
    await console.open('/', {}, async page => {
      const scripts: Response[] = []
      page.on('response', response => {
        if (response.url().endsWith('.js')) scripts.push(response)
      })
      await page.reload()
      await settled(page)
      const headers = await Promise.all(scripts.map(script => script.allHeaders()))
      expect(new Set(headers.map(each => each['content-encoding']))).toEqual(new Set(['gzip']))
      const bytes = headers.reduce((sum, each) => sum + Number(each['content-length']), 0)
      const kilobytes = bytes / 1024
      expect(kilobytes).toBeGreaterThan(100)
      expect(kilobytes).toBeLessThan(250)
    })
  })

  test('by keyboard: past the menu, into it, and to the search of customers', async () => {
    await console.open('/', {}, async page => {
      await settled(page)
      await page.keyboard.press('Tab')
      const focused = () => page.evaluate('document.activeElement.textContent')
      expect(await focused()).toBe('Skip to the page')
      await page.keyboard.press('/')
      const label = () => page.evaluate('document.activeElement.getAttribute("aria-label")')
      await expect.poll(label, { timeout: PATIENCE }).toBe('Id, or a part of it')
      await page.keyboard.type('C0')
      await expect.poll(() => page.url(), { timeout: PATIENCE }).toContain('find=C0')
      await page.getByRole('link', { name: 'Segments', exact: true }).focus()
      await page.keyboard.press('/')
      await expect.poll(label, { timeout: PATIENCE }).toBe('Id, or a part of it')
      expect(page.url()).toContain('find=C0')
    })
  })

  test('by keyboard on a telephone: the menu is passed by until it is opened; Escape shuts it', async () => {
    await console.open('/', { width: 390 }, async page => {
      await settled(page)
      const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label")')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      expect(await focused()).toBe('Open the menu')
      await page.keyboard.press('Tab')
      expect(await focused()).toMatch(/^Colours/)
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
      const link = page.getByRole('link', { name: 'Segments', exact: true })
      await link.waitFor()
      await page.keyboard.press('Escape')
      await link.waitFor({ state: 'hidden' })
    })
  })

  test('by keyboard: a dialog takes the focus, keeps it, and gives it back', async () => {
    await console.open('/keys', {}, async page => {
      await settled(page)
      const opener = page.getByRole('button', { name: 'New key' })
      await opener.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
      const isInside = () => page.evaluate('document.activeElement.closest("[role=dialog]") !== null')
      await expect.poll(isInside, { timeout: PATIENCE }).toBe(true)
      for (let press = 0; press < 20; press += 1) {
        await page.keyboard.press('Tab')
        expect(await isInside()).toBe(true)
      }
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      const focused = () => page.evaluate('document.activeElement.textContent')
      await expect.poll(focused, { timeout: PATIENCE }).toBe('New key')
    })
  })

  test('by keyboard: Escape shuts a list that is open over a dialog, and then the dialog', async () => {
    await console.open('/people?user=new', { width: 390 }, async page => {
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox', { name: 'Role' }).focus()
      await page.keyboard.press('ArrowDown')
      const options = page.getByRole('option')
      await options.first().waitFor()
      await page.keyboard.press('Escape')
      await options.first().waitFor({ state: 'hidden' })
      expect(await dialog.count()).toBe(1)
      // Teams have no list: nothing stands between.
      await dialog.getByRole('combobox', { name: 'Teams' }).click()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    })
  })

  test('what is sorted and filtered stands in the address, and comes back with it', async () => {
    await console.open('/segments', {}, async page => {
      await page.getByRole('button', { name: 'Owner' }).click()
      await page.getByRole('textbox', { name: 'Filter segments' }).fill('prague')
      await page.waitForURL(/sort=owner.*q=prague/)
      await page.reload()
      const rows = page.getByRole('region', { name: 'Segments' }).getByRole('row')
      await expect.poll(() => rows.count(), { timeout: PATIENCE }).toBe(3)
      const head = page.getByRole('columnheader', { name: 'Owner' })
      expect(await head.getAttribute('aria-sort')).toBe('ascending')
    })
  })
})
