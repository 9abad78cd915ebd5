/**
 * Something outside the program keeps the stack from starting or running: said in one sentence with its remedy,
 * shown without a stack trace. Exit codes follow sysexits(3).
 */
export class StackError extends Error {
  constructor(
    sentence: string,
    readonly exitCode: number = exit.unavailable,
    options?: ErrorOptions,
  ) {
    super(sentence, options)
  }
}

export const exit = {
  /** a server, a port or a program is not to be had */
  unavailable: 69,
  /** a file cannot be written: disk full, no permission */
  cannotWrite: 73,
  /** another start is using the same place */
  busy: 75,
  /** ended by its user before it was ready */
  interrupted: 130,
  /** the environment is wrong */
  configuration: 78,
} as const

/** The sentence for a failed file operation at `path`, or the error itself when it is none. */
export function fileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC')
    return new StackError(`The disk is full: ${path} could not be written. Free some space and start again.`, exit.cannotWrite)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StackError(`${path} may not be written: correct its permissions or set JUNKAN_VAR to another folder.`, exit.cannotWrite)
  }
  return error
}
