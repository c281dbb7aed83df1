import { defineConfig } from 'vitest/config'

// A zone that is neither UTC nor the workspace's: whatever reads the machine's zone by mistake fails here.
process.env.TZ = 'Pacific/Chatham'

/** Packages that start nothing and keep nothing. */
const pure = ['language', 'api', 'engine', 'learning'].map(name => `packages/${name}/src/**/*.test.ts`)

export default defineConfig({
  test: {
    pool: 'forks',
    // See openEmbeddedCatalog, and bin/kindred.js: a worker opens many catalogs in turn.
    execArgv: ['--no-wasm-code-gc', '--wasm-tiering-budget=1000000000'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: pure,
          // They change nothing that is of the process: files share one, and what they import is read once.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'kindred',
          include: [
            'packages/*/src/**/*.test.ts',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
            'docs/**/*.test.ts',
          ],
          exclude: pure,
          // A worker's files share what they import and the servers that they start: each takes a folder, a database
          // or a schema of its own. What a file changes of its process, it puts back.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'console',
          include: ['packages/console/e2e/**/*.test.ts'],
          globalSetup: ['packages/console/e2e/serve-demo.ts'],
          // One waits for many things in turn, on a machine that is busy with the other tests as well.
          testTimeout: 300_000,
        },
      },
    ],
  },
})
