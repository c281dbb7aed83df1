import { type DeclaredType, isHeldAs, LARGEST, money, type Place, type Value } from '@kindred/language'
import { WarehouseError } from '../errors/warehouse-errors.ts'

/** The first and last instant every store can hold: 1900 up to and with 2299, in UTC milliseconds. */
const firstInstant = Date.UTC(1900, 0, 1)
const lastInstant = Date.UTC(2300, 0, 1) - 1
const dayMillis = 86_400_000

const wanted: Readonly<Record<DeclaredType, string>> = {
  boolean: 'true or false',
  number: 'a finite number of at most 2^53',
  money: 'an amount of at most 2^53 ten-thousandths',
  text: 'text without broken characters',
  date: 'a day from 1900 to 2299',
  instant: 'an instant from 1900 to 2299',
  place: 'a place on Earth (latitude −90 to 90, longitude −180 to 180)',
  tags: 'a list of texts',
}

/**
 * A value as all stores keep it: text in its composed form, tags in order and once each, no −0.
 *
 * @param what - What messages call it; never the value itself.
 * @throws WarehouseError `value_not_storable` for another type, or a value out of the type's range.
 */
export function storableValue(type: DeclaredType, value: Value, what: string): Value {
  if (!isHeldAs(type, value)) throw notStorable(type, what)
  const kept = composed(value)
  if (!isInRange(type, kept)) throw notStorable(type, what)
  return kept
}

/** An instant as all stores keep it. */
export function storableInstant(at: number, what: string): number {
  if (Number.isInteger(at) && at >= firstInstant && at <= lastInstant) return at + 0
  throw notStorable('instant', what)
}

/** An id as all stores keep it: as it is given, and not empty. */
export function storableId(id: string, what: string): string {
  if (id !== '' && id.isWellFormed()) return id
  throw new WarehouseError('value_not_storable', { what, wanted: 'an id: text that is not empty' })
}

function composed(value: Value): Value {
  switch (typeof value) {
    case 'string':
      return value.normalize('NFC')
    case 'number':
      // −0 and 0 are equal, and are stored as the same.
      return value + 0
    case 'bigint':
      return money(value)
    case 'object':
      return isTags(value)
        ? [...new Set(value.map(tag => tag.normalize('NFC')))].sort()
        : composedPlace(value)
    default:
      return value
  }
}

function composedPlace({ latitude, longitude }: Place): Place {
  return { latitude: latitude + 0, longitude: longitude + 0 }
}

function isInRange(type: DeclaredType, value: Value): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value === 'object')
    return isTags(value) ? value.every(tag => tag.isWellFormed()) : isOnEarth(value)
  if (typeof value === 'boolean') return true
  if (type === 'instant') return value >= firstInstant && value <= lastInstant
  if (type === 'date') return value >= firstInstant / dayMillis && value < (lastInstant + 1) / dayMillis
  return value >= -LARGEST && value <= LARGEST
}

function isTags(value: Place | readonly string[]): value is readonly string[] {
  return Array.isArray(value)
}

function isOnEarth({ latitude, longitude }: Place): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
}

function notStorable(type: DeclaredType, what: string): WarehouseError {
  return new WarehouseError('value_not_storable', { what, wanted: wanted[type] })
}
