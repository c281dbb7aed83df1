import { expect, test } from 'vitest'
import { describeConsole } from './console-page.ts'

const broken = 'id,country,birth_date\nX1,CZ,1980-02-03\nX2,SK,1980-99-99\nX3,CZ,1975-01-01\n'

describeConsole('data', console => {
  test('a file with a broken row: tried, imported, the row set aside, mended and imported', async () => {
    await console.open('/data/import', {}, async page => {
      const drop = (text: string) =>
        page.setInputFiles('input[type=file]', {
          name: 'people.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(text),
        })
      await drop(broken)
      await page.getByRole('textbox', { name: 'Column of the id' }).fill('id')
      expect(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true)
      await page.getByRole('button', { name: 'Try it' }).click()
      await page.getByText('This is what it would do').waitFor()
      await page.getByRole('region', { name: 'Rows set aside' }).getByText('birth_date').waitFor()
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await page.getByText('It is in').waitFor()
      const aside = page.getByRole('link', { name: 'Take them, with reasons' })
      const file = await page.request.get((await aside.getAttribute('href')) ?? '')
      expect(await file.text()).toContain('1980-99-99')
      await drop(broken.replace('1980-99-99', '1980-09-09'))
      await page.getByText('It is in').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Try it' }).click()
      await page.getByText('This is what it would do').waitFor()
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await page.getByText('It is in').waitFor()
      expect(await page.getByRole('region', { name: 'Rows set aside' }).count()).toBe(0)
    })
  })

  test('who moves by an event stands on the page at once', async () => {
    await console.open('/data?tab=live', {}, async page => {
      await page.getByText('Events taken in').waitFor()
      await page.request.post('/v1/events', {
        headers: { origin: new URL(page.url()).origin },
        data: { events: [{ customer: 'C000011', event: 'complaint', id: 'console-complaint' }] },
      })
      const moves = page.getByRole('region', { name: 'Moves as they happen' })
      await moves.getByRole('row').filter({ hasText: 'C000011' }).filter({ hasText: 'complained' }).waitFor()
    })
  })

  test('a refresh is run with progress and tells what moved', async () => {
    await console.open('/jobs', {}, async page => {
      await page.getByRole('button', { name: /Again as of/ }).click()
      await page.getByText('Refreshed', { exact: true }).waitFor()
      await page.getByText(/segments and \d+ segmentations evaluated/).waitFor()
    })
  })
})
