import { expect, test } from 'vitest'
import { describeConsole, PATIENCE } from './console-page.ts'
import { goTo } from './settled.ts'

describeConsole('customers', console => {
  test('found by a part of the id, with why she is where she is and what it would take', async () => {
    await console.open('/customers', {}, async page => {
      await page.getByRole('textbox', { name: 'Id, or a part of it' }).fill('000042')
      await page.getByRole('link', { name: 'C000042', exact: true }).click()
      await page.getByRole('heading', { level: 1, name: 'C000042' }).waitFor()
      await page.getByRole('heading', { name: 'In these segments, and why' }).waitFor()
      const takes = page.getByRole('button', { name: 'What would it take?' })
      await takes.first().waitFor()
      const askable = await takes.count()
      await takes.first().click()
      await page.getByText('Looking…').waitFor({ state: 'detached' })
      expect(await takes.count()).toBe(askable - 1)
      expect(await page.getByText('It could not be found out.').count()).toBe(0)
    })
  })

  test('whoever a search finds is paged through, by id and by condition; a link shows the same page', async () => {
    await console.open('/customers?find=C0', {}, async page => {
      const ids = page.getByRole('region', { name: 'Customers' }).getByRole('link', { name: /^C\d{6}$/ })
      await expect.poll(() => ids.count(), { timeout: PATIENCE }).toBe(50)
      await page.getByRole('button', { name: 'Next page' }).click()
      await page.waitForURL(/after=C000050/)
      await expect.poll(() => ids.first().textContent(), { timeout: PATIENCE }).toBe('C000051')
      await page.reload()
      await expect.poll(() => ids.first().textContent(), { timeout: PATIENCE }).toBe('C000051')
      await goTo(page, '/customers?by=condition&find=not in(vip)')
      await page.getByText(/^\d+ customers in all$/).waitFor()
      const last = await ids.last().textContent()
      await page.getByRole('button', { name: 'Next page' }).click()
      await page.waitForURL(/after=C/)
      await expect.poll(() => ids.first().textContent(), { timeout: PATIENCE }).not.toBe('C000001')
      expect(((await ids.first().textContent()) ?? '') > (last ?? '')).toBe(true)
      await page.getByRole('textbox', { name: 'Condition' }).fill('in(vip)')
      await page.waitForURL(url => !url.search.includes('after'))
    })
  })

  test('found by a condition; a broken one is told of', async () => {
    await console.open('/customers?by=condition', {}, async page => {
      const condition = page.getByRole('textbox', { name: 'Condition' })
      await condition.fill('in(spent_over_1000')
      await page.getByRole('alert').first().waitFor()
      // A segment that no other file changes: in and out are asked at two moments.
      await condition.fill('in(spent_over_1000)')
      const link = page.getByRole('link', { name: /^C\d{6}$/ }).first()
      const id = (await link.textContent()) ?? ''
      await link.click()
      await page.getByRole('heading', { level: 1, name: id }).waitFor()
      const inside = page.locator('section', {
        has: page.getByRole('heading', { name: /^In these segments/ }),
      })
      await inside.getByRole('link', { name: 'Lifetime spend above 1,000', exact: true }).waitFor()
    })
  })

  test('a consent is noted; she is erased, and nobody finds her any more', async () => {
    await console.open('/customers/C000299', { refused: true }, async page => {
      const consent = page.getByRole('button', { name: /^She (consents|does not)/, disabled: false })
      const noted = (await consent.first().getAttribute('aria-label')) ?? ''
      await consent.first().click()
      await page.getByRole('button', { name: noted, disabled: true }).waitFor()
      await page.getByRole('button', { name: 'Erase her' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('region', { name: 'What is held on her' }).getByText('events').waitFor()
      const sure = dialog.getByRole('button', { name: 'Erase her for good' })
      expect(await sure.isDisabled()).toBe(true)
      await dialog.getByRole('textbox', { name: 'Write C000299 to erase her' }).fill('C000299')
      await sure.click()
      await dialog
        .getByRole('status')
        .filter({ hasText: /erased|Nobody sees her/ })
        .waitFor()
      await goTo(page, '/customers?find=C000299')
      await page.getByText('Nobody is found.').waitFor()
    })
  })

  test('the agent sees an event of a moment ago', async () => {
    await console.open('/agent', { width: 390 }, async page => {
      await page.getByRole('textbox', { name: 'Customer' }).fill('C000007')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: 'C000007' }).waitFor()
      expect(await page.getByText('Called in the last 30 minutes').count()).toBe(0)
      const origin = new URL(page.url()).origin
      const sent = await page.request.post('/v1/events', {
        headers: { origin },
        data: { events: [{ customer: 'C000007', event: 'call', id: 'console-call' }] },
      })
      expect((await sent.json()).accepted).toBe(1)
      await page.getByText('Called in the last 30 minutes').first().waitFor()
    })
  })
})
