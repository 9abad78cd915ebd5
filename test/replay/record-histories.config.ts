import { mergeConfig } from 'vitest/config'
import base from '../../vitest.config.js'

const config = mergeConfig(base, { test: { testTimeout: 300_000 } })
/** Records the golden histories anew; not part of `npm test`. */
config.test.include = ['test/replay/record-histories.ts']
// biome-ignore lint/style/noDefaultExport: vitest's configuration is read so
export default config
