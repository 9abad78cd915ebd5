export type { Instant } from './command.js'
