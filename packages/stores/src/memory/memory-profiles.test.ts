import { profilesSuite } from '@kindred/engine/testing'
import { MemoryProfiles } from './memory-profiles.ts'

profilesSuite({
  name: 'profiles in memory',
  lasting: false,
  open: () => Promise.resolve(new MemoryProfiles()),
})
