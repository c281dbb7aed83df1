import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** As OWASP advises for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const TAG_BYTES = 32
const SALT_BYTES = 16
/** Each takes 19 MiB and a thread for a while: however many try to sign in at once, no more than so many at a time. */
const AT_ONCE = 2

const hash = promisify(argon2)
let running = 0
const waiting: (() => void)[] = []

/** The password in the form in which it is stored: `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const tag = await derive(password, salt, COST)
  const { memory, passes, parallelism } = COST
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(tag)}`
}

/**
 * Whether it is the password that was hashed. Takes as long where there is none to compare with, so that nobody learns
 * from the time who exists.
 *
 * @param stored - What `hashPassword` gave; undefined: no such user, or one without a password.
 */
export async function isPassword(given: string, stored: string | undefined): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? '')
  if (parts === null) {
    await derive(given, Buffer.alloc(SALT_BYTES), COST)
    return false
  }
  const [, memory, passes, parallelism, salt = '', wanted = ''] = parts
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const tag = await derive(given, Buffer.from(salt, 'base64'), cost)
  const expected = Buffer.from(wanted, 'base64')
  return tag.length === expected.length && timingSafeEqual(tag, expected)
}

async function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  if (running >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
  else running += 1
  try {
    // One text, however it was typed: a composed letter is the same as its parts.
    const message = password.normalize('NFKC')
    return await hash('argon2id', { message, nonce: salt, tagLength: TAG_BYTES, ...cost })
  } finally {
    // Whoever waits takes over this place.
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

function text(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
