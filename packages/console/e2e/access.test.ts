import { expect, inject, test } from 'vitest'
import { describeConsole, keepPicture, violations } from './console-page.ts'

describeConsole('signing in', console => {
  test('without it nothing is shown, and the page says what to do', async () => {
    const answer = await fetch(`${inject('address')}/v1/segments`)
    expect(answer.status).toBe(401)
    await console.open('/sign-in', { owner: false }, async page => {
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
      await keepPicture(page, 'sign-in-1280')
      expect(await violations(page)).toEqual([])
    })
  })
})
