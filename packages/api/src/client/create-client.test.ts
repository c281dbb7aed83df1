import { describe, expect, it } from 'vitest'
import { ApiError } from './api-error.ts'
import { createClient } from './create-client.ts'
import type { FetchInit, FetchResponse } from './transport.ts'

interface Sent {
  readonly url: string
  readonly init: FetchInit
}

function answering(status: number, chunks: readonly string[], sent: Sent[] = []) {
  const fetch = async (url: string, init: FetchInit): Promise<FetchResponse> => {
    sent.push({ url, init })
    const bytes = chunks.map(chunk => new TextEncoder().encode(chunk))
    return {
      status,
      headers: { get: name => (name === 'content-type' ? 'text/csv' : null) },
      body: (async function* () {
        yield* bytes
      })(),
      text: async () => chunks.join(''),
    }
  }
  return createClient({ fetch, baseUrl: 'http://127.0.0.1:1', token: 'secret' })
}

const outcome = {
  refresh: {
    id: 1,
    as_of: '2011-12-10T00:00:00.000Z',
    state: 'published',
    started_at: '2011-12-10T00:00:00.000Z',
    published_at: null,
    definitions_version: 1,
    batch: 1,
    customers: 3,
  },
  current: true,
  segments: 1,
  segmentations: 0,
  moves: { data: 0, clock: 0, definition: 3 },
  failures: [],
}
const refused = { code: 'segment_unknown', says: "There is no segment 'vpi'.", remedy: "Write 'vip'." }

describe('client', () => {
  it('puts every input where the contract declares it, with awkward characters escaped', async () => {
    const sent: Sent[] = []
    const client = answering(200, ['{"customers":[],"next":null}'], sent)
    await client.customers({ search: 'a&b=č', limit: 5 })
    expect(sent[0]?.url).toBe('http://127.0.0.1:1/v1/customers?search=a%26b%3D%C4%8D&limit=5')
    expect(sent[0]?.init).toMatchObject({ method: 'GET', headers: { authorization: 'Bearer secret' } })
    await client.explain({ id: 'a/b?', definition: 'vip' }).catch(() => undefined)
    expect(sent[1]?.url).toBe('http://127.0.0.1:1/v1/customers/a%2Fb%3F/explain?definition=vip')
  })

  it('gives progress in order, then the result, however the bytes are cut', async () => {
    const lines = [
      { progress: { step: 'evaluate', done: 1, of: 2 } },
      { progress: { step: 'evaluate', done: 2, of: 2 } },
      { result: outcome },
    ]
    const text = lines.map(line => `${JSON.stringify(line)}\n`).join('')
    const seen: number[] = []
    const client = answering(200, text.match(/[\s\S]{1,7}/g) ?? [])
    const result = await client.refresh({ as_of: '2011-12-10' }, { progress: line => seen.push(line.done) })
    expect(seen).toEqual([1, 2])
    expect(result.moves.definition).toBe(3)
  })

  it('throws what the server refused with, from a status and from a line alike', async () => {
    const byStatus = answering(404, [JSON.stringify({ error: refused })])
    await expect(byStatus.segmentMembers({ id: 'vpi' })).rejects.toMatchObject({ status: 404, ...refused })
    const byLine = answering(200, [`${JSON.stringify({ error: refused, status: 409 })}\n`])
    await expect(byLine.refresh()).rejects.toMatchObject({ status: 409, ...refused })
  })

  it('says so when a stream ends without a result', async () => {
    const client = answering(200, ['{"progress":{"step":"evaluate","done":1,"of":2}}\n'])
    await expect(client.refresh()).rejects.toMatchObject({ code: 'stream_broken' })
  })

  it('refuses an answer that is not what the contract says, naming the part', async () => {
    const client = answering(200, ['{"customers":[{"id":7}]}'])
    const error = await client.customers({ search: 'a' }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ code: 'answer_not_understood' })
    expect(String(error)).toContain('customers.0.id')
  })

  it('says that nothing answers when the connection fails', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'))
    const client = createClient({ fetch, baseUrl: 'http://127.0.0.1:9' })
    await expect(client.segments()).rejects.toMatchObject({ code: 'server_unreachable', status: 0 })
  })

  it('gives a file as it comes', async () => {
    const client = answering(200, ['customer\n', 'a\n'])
    const file = await client.exportSegment({ id: 'vip', format: 'csv' })
    const parts: string[] = []
    for await (const chunk of file.content) parts.push(new TextDecoder().decode(chunk))
    expect({ type: file.contentType, text: parts.join('') }).toEqual({
      type: 'text/csv',
      text: 'customer\na\n',
    })
  })
})
