import { z } from 'zod'
import { roles } from '../access/roles.ts'

export const role = z.enum(roles)

/** A name people read: no control characters, nothing around it. */
export const shownName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'a name has no control characters')

export const email = z.email().max(254).toLowerCase()
