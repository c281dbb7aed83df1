import { contract } from '@kindred/api'

/** What the audit log calls `addUser`, as people say it: `add user`. */
export function actionWords(action: string): string {
  return action.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
}

/** Every route, for the log may have any of them: those that only read what is about nobody are noted when refused. */
export const actions: readonly string[] = Object.keys(contract).toSorted()

/** What an action does, in a sentence; of one that this version does not know nothing. */
export function actionSays(action: string): string | undefined {
  return Object.entries(contract).find(([id]) => id === action)?.[1].does
}
