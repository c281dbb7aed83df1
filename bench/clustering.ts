import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Benchmark, Figure } from './benchmark.ts'
import { fight } from './clustering/duel.ts'
import { duelsOf } from './clustering/duels.ts'
import { openPeer, type Peer } from './clustering/peer.ts'

/** At scale 10 the million rows that the claims are about. */
const ROWS = 100_000

export const benchmark: Benchmark = {
  claim: 'Clusterings, PCA and silhouettes against scikit-learn: the same data, starts and results',
  async run({ scale, note }) {
    const peer = await openPeer()
    note(peerNote(peer))
    const folder = mkdtempSync(join(tmpdir(), 'kindred-bench-'))
    const arena = { folder, rows: Math.round(ROWS * scale), turns: 3 }
    const figures: Figure[] = []
    try {
      for (const make of duelsOf(arena, peer?.greeting.hdbscan ?? false))
        for (const duel of make()) {
          const found = await fight(duel, peer)
          note(found.map(({ id, value, unit }) => `${id} ${value.toPrecision(3)} ${unit}`).join(', '))
          figures.push(...found)
        }
      return figures
    } finally {
      peer?.close()
      rmSync(folder, { recursive: true })
    }
  },
}

function peerNote(peer: Peer | undefined): string {
  if (peer === undefined)
    return 'scikit-learn is not there, so there is nobody to compare with: apt-get install python3-sklearn.'
  const { version, hdbscan } = peer.greeting
  return `scikit-learn ${version}${hdbscan ? '' : ', which has no HDBSCAN: ours is timed alone'}`
}
