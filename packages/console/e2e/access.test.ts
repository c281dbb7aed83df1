import { expect, inject, test } from 'vitest'
import { describeConsole, keepPicture, violations } from './console-page.ts'
import { goTo } from './settled.ts'

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

  test('a marketer is added, proposes a change of what is not hers, and it is accepted; a key is made and ended', async () => {
    let link = ''
    await console.open('/people?user=new', {}, async page => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Mark')
      await page.getByRole('textbox', { name: 'E-mail' }).fill('mark@shop.example')
      await page.getByRole('button', { name: 'Make a link' }).click()
      link = await page.getByRole('textbox', { name: 'Link for Mark' }).inputValue()
      await goTo(page, '/keys?key=new')
      await page.getByRole('textbox', { name: 'Name' }).fill('Night mail')
      await page.getByRole('button', { name: 'Make it' }).click()
      expect(await page.getByRole('textbox', { name: 'Secret' }).inputValue()).toMatch(/^kindred_/)
      await page.getByRole('button', { name: 'Close' }).click()
      await page.getByRole('button', { name: 'Night mail' }).click()
      await page.getByRole('button', { name: 'Revoke' }).click()
      await page.getByRole('button', { name: 'Revoke it now' }).click()
      await page.getByRole('dialog').getByText('revoked').waitFor()
    })
    await console.open(link, { owner: false, refused: true }, async page => {
      await page.locator('input[name=password]').fill('one green goat in a boat')
      await page.getByRole('button', { name: 'Choose a password' }).click()
      await page.getByRole('button', { name: 'Sign out' }).waitFor()
      expect(await page.getByRole('link', { name: 'Audit' }).count()).toBe(0)
      await goTo(page, '/segments/vip/edit')
      await page.getByRole('tab', { name: 'As text' }).click()
      await page.getByRole('textbox', { name: 'Condition' }).fill('spend_365d > 3000')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('textbox', { name: 'Why it should be like this' }).fill('fewer, and dearer')
      await page.getByRole('button', { name: 'Propose it' }).click()
      await page.getByText('It is proposed').waitFor()
    })
    await console.open('/', {}, async page => {
      await page.getByRole('link', { name: '1 proposal for you to decide' }).click()
      await page.getByRole('button', { name: 'segment vip' }).click()
      await page.getByText('spend_365d > 3000').waitFor()
      await page.getByRole('button', { name: 'Accept, and change it' }).click()
      await page.getByText('Nothing is to be decided.').waitFor()
      await goTo(page, '/audit?who=mark@shop.example')
      await page.getByRole('region', { name: 'Audit log' }).getByText('propose').first().waitFor()
      await page.getByRole('button', { name: 'Check every entry' }).click()
      await page.getByText(/All \d+ entries are as they were written/).waitFor()
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
