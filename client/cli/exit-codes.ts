import { exit } from '../../stack/stack-error.js'

/** What the command line ends with (docs/cli.md). Those not named here are stack/stack-error.ts's: 69 unavailable, 78 configuration, 130 interrupted. */
export const exitCode = {
  ...exit,
  /** refused by the application, or a file or the trail is not as it must be */
  refused: 1,
  /** the command was mistyped, or leaves open what is meant */
  usage: 2,
  /** a fault of the program itself */
  fault: 70,
} as const
