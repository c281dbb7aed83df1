import { defineConfig } from 'vitest/config'

// A zone that is neither UTC nor the workspace's: whatever reads the machine's zone by mistake fails here.
process.env.TZ = 'Pacific/Chatham'

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'bench/**/*.test.ts',
      'docs/**/*.test.ts',
    ],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 240_000,
  },
})
