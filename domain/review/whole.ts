/** The subject of what concerns the city's measures as a whole. */
export const crossCutting = 'cross-cutting'

/** What people call it: on pages, in mails and in files. */
export const wholeName = '施策全体'

/** What people call a subject that no register names: the whole, an article. */
export const unregisteredName = (subject: string): string =>
  subject === crossCutting ? wholeName : subject.replace(/^article-(\d+)$/, '第$1条')
