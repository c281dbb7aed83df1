import { expect, test } from 'vitest'
import { describeConsole, keepPicture, PATIENCE, violations } from './console-page.ts'
import { goTo, settled } from './settled.ts'

describeConsole('discover', console => {
  test('groups are found, looked at and published as rules', async () => {
    await console.open('/discover/new', {}, async page => {
      await page.getByRole('textbox', { name: 'Of whom' }).fill('did(purchase, 365d)')
      const features = page.getByRole('combobox', { name: 'Alike in what' })
      for (const name of ['orders in 365 days', 'average basket', 'share of electronics']) {
        await features.fill(name)
        await page.getByRole('option', { name, exact: true }).click()
      }
      await page.keyboard.press('Escape')
      await page.getByRole('combobox', { name: 'Method' }).click()
      await page.getByRole('option', { name: 'K-means' }).click()
      await page.getByRole('textbox', { name: 'Number of groups' }).fill('3')
      await page.getByRole('button', { name: 'Find groups' }).click()
      // Left while it runs, it goes on, and is found again from the list of long work.
      await page.waitForURL(/job=/)
      await goTo(page, '/jobs')
      await page.getByRole('link', { name: 'finding groups' }).first().click()
      await page.waitForURL(/\/discover\/(?!new)/, { timeout: 2 * PATIENCE })
      await page.getByRole('article').nth(2).waitFor()
      await settled(page)
      expect(await page.getByRole('article').count()).toBe(3)
      await keepPicture(page, 'discovery-1280')
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Publish' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: 'Known as' }).fill('console_groups')
      await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
      await dialog.getByText('It is stored.').waitFor()
      const stored = await page.request.get('/v1/definitions')
      expect(Object.keys((await stored.json()).definitions.segmentations)).toContain('console_groups')
    })
  })
})
