import { createReadStream } from 'node:fs'
import { type Nodes, tableName } from '@kindred/stores/clickhouse'
import type { SegmentMembers } from './contenders.ts'
import type { BenchSegment } from './segments.ts'

/** Fails by name unless a table of masks holds the very members our refresh stored. */
export async function requireSameMasks(
  nodes: Nodes,
  refresh: number,
  table: string,
  who: string,
): Promise<void> {
  const ours = `SELECT customer_id, bits, 1 AS known FROM ${nodes.tables.memberships} WHERE refresh = ${refresh}`
  const theirs = `SELECT customer_id, word_0, word_1, 1 AS known FROM ${table}`
  const differing = [0, 1].map(word => `groupBitOr(bitXor(ours.bits[${word + 1}], word_${word}))`)
  const sql = `SELECT count(), countIf(ours.known != theirs.known), ${differing.join(', ')}
    FROM (${ours}) AS ours FULL JOIN (${theirs}) AS theirs ON ours.customer_id = theirs.customer_id`
  const [[customers, strangers, ...words] = []] = await nodes.first.rows({ sql })
  const positions = words.flatMap((word, index) => bitsOf(BigInt(String(word))).map(bit => bit + 64 * index))
  if (Number(customers) > 0 && Number(strangers) === 0 && positions.length === 0) return
  throw new Error(
    `${who}: of ${customers} customers ${strangers} are unknown to one side; other members in segments ${positions.join(', ')}.`,
  )
}

function bitsOf(word: bigint): readonly number[] {
  return Array.from({ length: 64 }, (_, bit) => bit).filter(bit => ((word >> BigInt(bit)) & 1n) === 1n)
}

/** The same for masks that another engine wrote into a Parquet file. */
export async function requireSameFile(
  nodes: Nodes,
  refresh: number,
  file: string,
  who: string,
): Promise<void> {
  const table = tableName(nodes.database, 'masks_of_peer')
  await nodes.command({ sql: `DROP TABLE IF EXISTS ${table} SYNC` })
  await nodes.command({
    sql: `CREATE TABLE ${table} (customer_id String, word_0 UInt64, word_1 UInt64) ENGINE = MergeTree ORDER BY customer_id`,
  })
  await nodes.first.insertBytes({ sql: `INSERT INTO ${table} FORMAT Parquet` }, createReadStream(file))
  await requireSameMasks(nodes, refresh, table, who)
}

/** The same for one query a segment: what each found, in the order of the segments. */
export async function requireSameSegments(
  nodes: Nodes,
  refresh: number,
  segments: readonly BenchSegment[],
  alone: readonly SegmentMembers[],
): Promise<void> {
  const ours = await nodes.first.rows({
    sql: `SELECT position, count(), groupBitXor(cityHash64(customer_id)) FROM
      (SELECT customer_id, arrayJoin(arrayConcat(bitPositionsToArray(bits[1]), arrayMap(bit -> bit + 64, bitPositionsToArray(bits[2])))) AS position
        FROM ${nodes.tables.memberships} WHERE refresh = ${refresh}) GROUP BY position`,
  })
  const stored = new Map(
    ours.map(([position, size, members]) => [
      Number(position),
      { size: Number(size), members: String(members) },
    ]),
  )
  for (const [position, { id }] of segments.entries()) {
    const [one, other] = [alone[position], stored.get(position)]
    if (one === undefined || one.size !== other?.size || one.members !== other.members) {
      throw new Error(
        `${id} alone has ${one?.size} members, and ${other?.size} in our refresh, not the same.`,
      )
    }
  }
}
