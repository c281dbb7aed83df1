import { z } from 'zod'

/** An instant in an answer: UTC, ISO 8601 with thousandths. */
export const instant = z.iso.datetime({ precision: 3 })

/**
 * An instant in a question: `2011-12-10T00:00:00` (on the workspace's clocks), `2011-12-10` (its midnight
 * there), or with `Z` or an offset of its own. The server reads it; it alone knows the workspace's zone.
 */
export const instantText = z.string().trim().min(1).max(40).describe('An instant: 2011-12-10T00:00:00')

/** A calendar day: `2011-12-10`. */
export const day = z.iso.date()
