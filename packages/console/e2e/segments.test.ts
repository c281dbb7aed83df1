import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { describeConsole, PATIENCE } from './console-page.ts'
import { settled } from './settled.ts'

/** Chooses from a list that opens below a field. */
async function choose(page: Page, field: ReturnType<Page['getByRole']>, option: string): Promise<void> {
  await field.click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Somebody else stores another segment: no matter to who writes this one. */
async function storedMeanwhile(page: Page): Promise<void> {
  const others = { segments: { frequent: { name: 'Frequent', when: 'count(purchase, 90d) >= 3' } } }
  const answer = await page.request.post('/v1/definitions/apply', {
    headers: { origin: inject('address') },
    data: { files: [{ name: 'console:frequent', text: JSON.stringify(others) }] },
  })
  expect((await answer.json()).stored).toBe(true)
}

describeConsole('segments', console => {
  test('built by clicks it says, counts and stores what its text does', async () => {
    // The version it was begun from is refused, and it is saved over the one there is.
    await console.open('/segments/new', { refused: true }, async page => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Lapsing spenders')
      await page.getByRole('button', { name: 'Add a condition' }).click()
      await choose(page, page.getByRole('combobox', { name: 'What it is about' }), 'lifetime spend')
      await choose(page, page.getByRole('combobox', { name: 'How it is tested' }), '>')
      await page.getByRole('textbox', { name: 'With what' }).fill('500')
      await page.getByText('the lifetime spend is more than 500 EUR').waitFor()
      await page.getByRole('tab', { name: 'As text' }).click()
      const text = page.getByRole('textbox', { name: 'Condition' })
      expect(await text.inputValue()).toBe('lifetime_spend > 500')
      await text.fill('lifetime_spend > 500 and not did(purchase, 90d)')
      await page.getByText('has not purchased in the last 90 days').waitFor()
      const counted = await page.getByText(/of \d+ customers/).textContent()
      await page.getByRole('tab', { name: 'By clicks' }).click()
      expect(await page.getByRole('combobox', { name: 'What it is about' }).count()).toBe(2)
      await page.getByRole('button', { name: 'Who would enter and leave' }).click()
      await page.getByText(/\d+ customers? would enter/).waitFor()
      await storedMeanwhile(page)
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { level: 1, name: 'Lapsing spenders' }).waitFor()
      expect(counted).toMatch(/^of \d+ customers, [\d.]+ %$/)
      const stored = await page.request.get('/v1/definitions')
      expect((await stored.json()).definitions.segments.lapsing_spenders).toEqual({
        name: 'Lapsing spenders',
        when: 'lifetime_spend > 500 and not did(purchase, 90d)',
        source: 'console:lapsing_spenders',
      })
    })
  })

  test('what is wrong with a text is said with its place, and cannot be saved', async () => {
    await console.open('/segments/new', {}, async page => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Broken')
      await page.getByRole('tab', { name: 'As text' }).click()
      await page.getByRole('textbox', { name: 'Condition' }).fill('did(purchas, 30d)')
      await page.getByText('It cannot be understood yet').waitFor()
      expect(await page.locator('mark').textContent()).toBe('purchas')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Not saved').waitFor()
    })
  })

  test('a question that was overtaken is called off: they never pile up', async () => {
    await console.open('/segments/new', {}, async page => {
      const outcomes: string[] = []
      page.on('requestfailed', request => outcomes.push(`failed ${request.url()}`))
      await page.route('**/v1/segments/preview', async route => {
        await new Promise(done => setTimeout(done, 1500))
        await route.continue().catch(() => undefined)
      })
      await page.getByRole('tab', { name: 'As text' }).click()
      const text = page.getByRole('textbox', { name: 'Condition' })
      const asked = page.waitForRequest('**/v1/segments/preview')
      await text.fill('did(purchase, 30d)')
      await asked
      await text.fill('did(purchase, 31d)')
      await page.getByText('in the last 31 days').waitFor()
      expect(outcomes.filter(each => each.includes('/preview'))).toHaveLength(1)
    })
  })

  test('members are paged, with the columns one wants', async () => {
    await console.open('/segments/central_europe?tab=members&columns=country', {}, async page => {
      const rows = page.getByRole('region', { name: 'Members' }).getByRole('row')
      await rows.nth(50).waitFor()
      const first = await rows.nth(1).textContent()
      await page.getByRole('button', { name: 'Next page' }).click()
      await page.waitForURL(/after=C/)
      await expect.poll(() => rows.nth(1).textContent(), { timeout: PATIENCE }).not.toBe(first)
      expect(await rows.nth(1).textContent()).toMatch(/^C\d{6}(CZ|SK)$/)
      await settled(page)
    })
  })

  test('members are sorted by a column, all of them and not the page; it stands in the address', async () => {
    await console.open('/segments/central_europe?tab=members&columns=country', {}, async page => {
      const rows = page.getByRole('region', { name: 'Members' }).getByRole('row')
      await rows.nth(50).waitFor()
      const first = await rows.nth(1).textContent()
      const country = page.getByRole('columnheader', { name: 'country' })
      await country.getByRole('button').click()
      await country.getByRole('button').click()
      await page.waitForURL(/members\.sort=-country/)
      await expect.poll(() => rows.nth(1).textContent(), { timeout: PATIENCE }).toMatch(/SK$/)
      expect(await country.getAttribute('aria-sort')).toBe('descending')
      await page.getByRole('button', { name: 'Next page' }).click()
      await page.waitForURL(/after=C/)
      await page.getByRole('columnheader', { name: 'Customer' }).getByRole('button').click()
      await expect.poll(() => rows.nth(1).textContent(), { timeout: PATIENCE }).toBe(first)
      expect(page.url()).not.toContain('after=')
    })
  })
})
