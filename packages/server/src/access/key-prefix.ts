/** What every key begins with: whoever finds one, and programs that look for secrets in code, know what it is. */
export const KEY_PREFIX = 'kindred_'
/** How many characters are shown of one, to tell keys apart by. */
export const SHOWN = KEY_PREFIX.length + 6
