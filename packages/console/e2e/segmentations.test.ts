import { expect, test } from 'vitest'
import { describeConsole } from './console-page.ts'

describeConsole('segmentations', console => {
  test('who moved between two days: in words, as a flow, as its table', async () => {
    await console.open(
      '/segmentations/lifecycle?tab=migration&from=2026-05-31&to=2026-06-30',
      {},
      async page => {
        await page.getByText(/customers of [\d,]+ changed class/).waitFor()
        const flow = page.getByRole('figure')
        await flow.getByRole('img').locator('canvas').waitFor()
        await flow.getByRole('button', { name: 'Table' }).click()
        const rows = flow.getByRole('row')
        await rows.nth(5).waitFor()
        expect(await rows.first().textContent()).toBe('FromToCustomersWorth beforeWorth after')
        const matrix = page.getByRole('region', { name: 'Matrix of Life cycle' })
        expect(await matrix.getByRole('columnheader').count()).toBe(7)
      },
    )
  })

  test('a picture is kept as CSV and as PNG', async () => {
    await console.open('/segmentations/profit', {}, async page => {
      const figure = page.getByRole('figure')
      await figure.getByRole('img').locator('canvas').waitFor()
      for (const [button, ending] of [
        [/^CSV/, '.csv'],
        [/^PNG/, '.png'],
      ] as const) {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          figure.getByRole('button', { name: button }).click(),
        ])
        expect(download.suggestedFilename()).toMatch(new RegExp(`${ending}$`))
      }
    })
  })

  test('from a class to who is in it', async () => {
    await console.open('/segmentations/lifecycle', {}, async page => {
      await page.getByRole('link', { name: 'active', exact: true }).click()
      await page.getByRole('tab', { name: 'In active' }).waitFor()
      await page.getByRole('region', { name: 'Members' }).waitFor()
    })
  })
})
