import { diffLines } from 'diff'

/** Lines of a file that were taken out, put in, or stayed as they were. */
export interface FileChange {
  as: 'removed' | 'added' | 'same'
  lines: string[]
}

/** Lines beside a change that show where it stands. */
const around = 2

/** What two files write differently, with two lines around each change; a gap is an empty `same`. */
export function fileChanges(before: string, after: string): FileChange[] {
  const parts = diffLines(before, after).map(({ added, removed, value }): FileChange => {
    const lines = value.replace(/\n$/, '').split('\n')
    return { as: added ? 'added' : removed ? 'removed' : 'same', lines }
  })
  return parts.flatMap((part, at): FileChange[] => {
    if (part.as !== 'same') return [part]
    const head = at > 0 ? part.lines.slice(0, around) : []
    const tail = at < parts.length - 1 ? part.lines.slice(-around) : []
    if (head.length + tail.length >= part.lines.length) return [part]
    return [head, [], tail].map((lines) => ({ as: 'same' as const, lines })).filter(({ lines }, place) => place === 1 || lines.length > 0)
  })
}
