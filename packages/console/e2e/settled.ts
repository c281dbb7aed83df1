import type { Page } from 'playwright-core'

/** Waits until all that was asked for is there. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
}

/** To another page, as a link of the console leads there: without loading everything anew. */
export async function goTo(page: Page, path: string): Promise<void> {
  // While a page is fetched, the one before stays: two frames later what is shown says that it is busy.
  await page.evaluate(`new Promise(done => {
    history.pushState({}, '', ${JSON.stringify(path)})
    dispatchEvent(new PopStateEvent('popstate'))
    requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)))
  })`)
  await settled(page)
}
