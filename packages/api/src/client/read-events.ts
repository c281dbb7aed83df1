import { readLines } from './read-lines.ts'

/** One part of a stream of server-sent events, as our server writes them: a line of data, or a place to resume from. */
export type StreamedPart =
  | { readonly is: 'data' | 'error'; readonly text: string }
  | { readonly is: 'position'; readonly id: number }

/** What the lines of a stream of events say; comments and hints are passed over. */
export async function* readEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<StreamedPart> {
  let isError = false
  for await (const line of readLines(bytes)) {
    const colon = line.indexOf(':')
    const text = line.slice(colon + 1).trim()
    switch (line.slice(0, colon)) {
      case 'event':
        isError = text === 'error'
        break
      case 'id':
        yield { is: 'position', id: Number(text) }
        break
      case 'data':
        yield { is: isError ? 'error' : 'data', text }
        isError = false
        break
    }
  }
}
