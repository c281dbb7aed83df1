import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import { invitationEffects } from './club-invitation.ts'
import { generateShop, type ShopOptions } from './generate-shop.ts'

export interface WrittenShop {
  readonly customers: string
  readonly events: string
  /** Type, rate, last day and what a letter changes, of each customer: for those who check, not for the import. */
  readonly truth: string
  readonly customerCount: number
  readonly eventCount: number
}

const customerColumns = [
  'customer_id',
  'kind',
  'country',
  'region',
  'latitude',
  'longitude',
  'birth_date',
  'job',
  'income',
  'housing',
  'interests',
  'employees',
  'company_revenue',
  'contract_end',
  'marketing_consent',
  'signed_up',
]
const eventColumns = [
  'customer',
  'event',
  'at',
  'amount',
  'category',
  'channel',
  'quantity',
  'topic',
  'offer',
]
const truthColumns = ['customer_id', 'type', 'purchases_a_week', 'stopped_at', 'letter_changes']

/** Writes `customers.csv`, `events.csv` and `truth.csv` into the folder; memory does not grow with the shop. */
export async function writeShop(
  folder: string,
  options: ShopOptions,
  progress: (customers: number) => void,
): Promise<WrittenShop> {
  const customers = csvFile(join(folder, 'customers.csv'), customerColumns)
  const events = csvFile(join(folder, 'events.csv'), eventColumns)
  const truth = csvFile(join(folder, 'truth.csv'), truthColumns)
  let [customerCount, eventCount] = [0, 0]
  for (const { customer, events: done } of generateShop(options)) {
    await customers.write({ customer_id: customer.id, ...customer.attributes })
    await truth.write({
      customer_id: customer.id,
      type: customer.type.id,
      purchases_a_week: customer.rate.toFixed(4),
      stopped_at: customer.diedAt > options.end ? '' : new Date(customer.diedAt).toISOString(),
      letter_changes: String(invitationEffects[customer.type.id]?.letter ?? 0),
    })
    for (const event of done) await events.write({ ...event, at: new Date(event.at).toISOString() })
    eventCount += done.length
    customerCount++
    if (customerCount % 500 === 0) progress(customerCount)
  }
  await Promise.all([customers.end(), events.end(), truth.end()])
  return { customers: customers.path, events: events.path, truth: truth.path, customerCount, eventCount }
}

interface CsvFile {
  readonly path: string
  write(row: Readonly<Record<string, string>>): Promise<void>
  end(): Promise<void>
}

function csvFile(path: string, columns: readonly string[]): CsvFile {
  const rows = stringify({ header: true, columns: [...columns] })
  const file = createWriteStream(path)
  rows.pipe(file)
  return {
    path,
    write: async row => {
      if (!rows.write(row)) await once(rows, 'drain')
    },
    end: async () => {
      rows.end()
      await finished(file)
    },
  }
}
