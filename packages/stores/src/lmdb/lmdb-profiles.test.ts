import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { profilesSuite } from '@kindred/engine/testing'
import { afterAll } from 'vitest'
import { openLmdbProfiles } from './open-lmdb-profiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-profiles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

profilesSuite({
  name: 'profiles embedded (LMDB)',
  lasting: true,
  open: key => openLmdbProfiles({ folder: join(folder, key) }),
})
