import type { Call } from '../http/handler.ts'

/** What a handler is told when a test calls it itself, as the owner of the folder. */
export function callByHand(): Call {
  return {
    signal: new AbortController().signal,
    principal: { kind: 'owner', name: 'test', role: 'admin' },
    become: () => {},
    cookie: { set: () => {}, clear: () => {} },
    address: '127.0.0.1',
    isAbout: () => {},
  }
}
