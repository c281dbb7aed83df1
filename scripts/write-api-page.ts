import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { apiPage } from './api-page.ts'

writeFileSync(resolve(import.meta.dirname, '../docs/reference/api.md'), apiPage())
