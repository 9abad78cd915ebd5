/** One thing that is wrong with a definition file: where, what, and what to write instead. Lines and columns count from 1. */
export interface Problem {
  file: string
  line: number
  column: number
  /** where in the definition, items named by their id: `steps[sheet-forecast].asks[0].round` */
  path: string
  message: string
  remedy?: string
}

/** The same as found by a check, before it is known on which line it stands. */
export interface Fault {
  path: PropertyKey[]
  /** true: point at the key itself, not at its value */
  atKey?: boolean
  message: string
  remedy?: string
}

/** A problem as one line that editors and terminals turn into a link: `file:line:column path: message remedy`. */
export const formatProblem = ({ file, line, column, path, message, remedy }: Problem): string =>
  `${file}:${line}:${column}${path ? ` ${path}` : ''}: ${message}${remedy ? ` ${remedy}` : ''}`
