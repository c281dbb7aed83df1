import { resolve } from 'node:path'
import { PythonPeer } from '../python-peer.ts'
import type { Found } from './duel.ts'

/** What scikit-learn answers: how long the fit took, and what it found. */
interface PeerAnswer extends Found {
  readonly seconds: number
  /** Processor seconds, of all threads. */
  readonly busy: number
}

interface PeerGreeting {
  readonly version: string
  readonly hdbscan: boolean
}

/** scikit-learn in a process of its own, which only works when it is asked. */
export type Peer = PythonPeer<PeerGreeting, PeerAnswer>

/** Undefined where no Python has it. */
export function openPeer(): Promise<Peer | undefined> {
  const path = resolve(import.meta.dirname, 'peer.py')
  return PythonPeer.open({ path, needs: 'import sklearn, threadpoolctl' })
}
