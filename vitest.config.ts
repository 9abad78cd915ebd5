import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    // The SDK's native worker does not survive worker threads; a process per file does.
    pool: 'forks',
    // Many tests wait for timers and processes more than they work: one more than the two cores they are made for.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    retry: 0,
  },
})
