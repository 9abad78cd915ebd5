import type { Instant } from '../../../domain/process/command.js'

/** A row as pages and the command line read it: instants as ISO strings in UTC, everything else as it is. */
export type Plain<Row> = { [Key in keyof Row]: Row[Key] extends Date ? Instant : Row[Key] extends Date | null ? Instant | null : Row[Key] }

/** Turns a row's dates into instants. Only the row's own columns: JSON columns hold none. */
export const plain = <Row extends object>(row: Row): Plain<Row> =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : value])) as Plain<Row>
