import { existsSync } from 'node:fs'

/** Debian's; other browsers of the family by their usual places. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const browserPath: string | undefined = places.find(existsSync)
export const whySkipped = browserPath === undefined ? ` (skipped: none of ${places.join(', ')} is there)` : ''
