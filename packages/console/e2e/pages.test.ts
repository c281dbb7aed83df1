import { expect, test } from 'vitest'
import { describeConsole, keepPicture, PATIENCE, violations } from './console-page.ts'
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

describeConsole('every page', console => {
  test.for([
    [1280, false],
    [390, true],
  ] as const)(
    '%i wide, dark %s: accessible to all that axe knows, and nothing sticks out',
    async ([width, dark]) => {
      await console.open('/', { width, dark }, async page => {
        for (const [name, path] of pages) {
          await goTo(page, path)
          await keepPicture(page, `${name}-${width}`)
          expect(await violations(page), name).toEqual([])
          expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBe(width)
        }
      })
    },
  )

  test('the first load is under 250 KB of compressed script', async () => {
    await console.open('/', {}, async page => {
      const sizes: number[] = []
      page.on('response', async response => {
        if (!response.url().endsWith('.js')) return
        expect(await response.headerValue('content-encoding')).toBe('gzip')
        sizes.push(Number(await response.headerValue('content-length')))
      })
      await page.reload({ waitUntil: 'networkidle' })
      await settled(page)
      const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1024
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
      await page.getByRole('textbox', { name: 'Id, or a part of it' }).waitFor()
      expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
        'Id, or a part of it',
      )
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
