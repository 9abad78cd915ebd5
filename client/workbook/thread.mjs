// Where the reading of a workbook begins in its thread: a thread starts with plain JavaScript, and translates the rest for itself.
import { register } from 'tsx/esm/api'

register()
await import('./thread.ts')
