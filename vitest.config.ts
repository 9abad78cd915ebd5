import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    // The SDK's native worker does not survive worker threads. Loading the product's modules anew for every file took a quarter of all
    // the work: files share a process, one after another, and each has a database and a city of its own.
    pool: 'forks',
    isolate: false,
    // Many tests wait for timers and processes more than they work: one more than the two cores they are made for.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    retry: 0,
  },
})
