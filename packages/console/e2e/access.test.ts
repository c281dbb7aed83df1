import { expect, inject, test } from 'vitest'
import { describeConsole, goTo, keepPicture, violations } from './console-page.ts'

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

  test('an agent signs in, sees one customer at a time, and is told why not a list', async () => {
    const agent = { name: 'Eva', email: 'eva@shop.example', password: 'two blue horses on a roof' }
    await console.open('/', {}, async page => {
      const headers = { origin: inject('address') }
      const made = await page.request.post('/v1/users', { headers, data: { ...agent, role: 'agent' } })
      expect(made.status()).toBe(200)
    })
    await console.open('/sign-in', { owner: false, refused: true }, async page => {
      await page.getByRole('textbox', { name: 'E-mail' }).fill(agent.email)
      const password = page.locator('input[name=password]')
      await password.fill('not this one')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('alert').waitFor()
      await password.fill(agent.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('button', { name: 'Sign out' }).waitFor()
      await goTo(page, '/agent/C000042')
      await page.getByRole('heading', { level: 1, name: 'C000042' }).waitFor()
      await goTo(page, '/segments')
      await page.getByRole('alert').filter({ hasText: 'agent' }).first().waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    })
  })
})
