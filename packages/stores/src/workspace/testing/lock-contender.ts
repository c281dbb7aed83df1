import { appendFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { WorkspaceError } from '../errors.ts'
import { lockWorkspace } from '../workspace-lock.ts'

/*
 * A process that tries for the lock of a folder until its time is over, for a test: writes a line to a shared log when
 * it has got it and another before it lets go. Now and then it dies with the lock in its hand.
 */
const [folder = '', log = '', milliseconds = '0', dies = 'no'] = process.argv.slice(2)
const end = Date.now() + Number(milliseconds)
while (Date.now() < end) {
  try {
    const lock = await lockWorkspace(folder)
    appendFileSync(log, `+${process.pid}\n`)
    await pause(Math.random() * 4)
    appendFileSync(log, `-${process.pid}\n`)
    if (dies === 'yes' && Math.random() < 0.2) process.kill(process.pid, 'SIGKILL')
    lock.release()
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error
  }
  await pause(Math.random() * 2)
}
