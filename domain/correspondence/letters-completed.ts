/**
 * A file of letters in which the lines that it lacks are those of another one. What it has stays as it is, whatever that is.
 * @returns also where something was added, each place once
 */
export function completed(own: unknown, other: unknown, path: PropertyKey[] = []): { value: unknown; added: PropertyKey[][] } {
  if (!isMap(own) || !isMap(other)) return { value: own, added: [] }
  const added: PropertyKey[][] = []
  const value: Record<string, unknown> = { ...own }
  for (const [name, theirs] of Object.entries(other)) {
    const at = [...path, name]
    if (name in own) {
      const inner = completed(own[name], theirs, at)
      value[name] = inner.value
      added.push(...inner.added)
    } else if (path.length > 0) {
      // A file without its parts at the top is no file of letters: that is complained of.
      value[name] = theirs
      added.push(at)
    }
  }
  return { value, added }
}

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
