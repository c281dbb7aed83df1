import { preparedPrograms } from '../answers/prepared-program.ts'
import type { Handlers, HotCall } from '../http/handler.ts'
import { listIn } from '../ingest/list-in.ts'
import { type ReadItem, readCustomer, readEvent } from '../ingest/read-item.ts'
import { takeIn } from '../ingest/take-in.ts'
import type { Services } from '../services.ts'

export function ingestHandlers({ engine, live }: Services): Handlers<'sendEvents' | 'sendCustomers'> {
  const preparedFor = preparedPrograms(engine.catalog)
  const handler =
    (list: string, read: ReadItem) =>
    async ({ body, key }: HotCall) => {
      const running = live.require()
      const items = listIn(body, list)
      const { timezone } = await preparedFor(running)
      return takeIn(running, { items, read, timezone, key })
    }
  return {
    sendEvents: handler('events', readEvent),
    sendCustomers: handler('customers', readCustomer),
  }
}
