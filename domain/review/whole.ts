/** The subject of what concerns the city's measures as a whole (施策全体). */
export const crossCutting = 'cross-cutting'
