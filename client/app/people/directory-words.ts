/** Roles that a directory knows without a definition, in the words of the pages. A definition's own roles come with their names. */
const baseRoles: [string, string][] = [
  ['officer', '担当'],
  ['head', '課長'],
  ['coordinator', '取りまとめ担当'],
  ['office', '事務局'],
  ['approver', '決裁'],
  ['auditor', '監査'],
  ['admin', '人事の管理'],
  ['member', '委員の席'],
]

/** All roles a post may have: the base roles, then the definition's others. Pairs of id and name. */
export const rolesWith = (own: { id: string; name: string }[]): [string, string][] => {
  const base = new Set(baseRoles.map(([id]) => id))
  const others = new Map(own.filter(({ id }) => !base.has(id)).map(({ id, name }) => [id, name]))
  return [...baseRoles, ...others]
}

/** Roles of which a section, a body, or a city may have several posts. Of any other that a definition asks there is exactly one. */
export const manifoldRoles = ['officer', 'head', 'coordinator', 'approver', 'auditor', 'admin', 'member']

export const holdingWord = (kind: string): string => (kind === 'deputy' ? '代理' : '本務')

const changes: Record<string, string> = {
  'department-added': '課を加えた',
  'department-renamed': '課の名前を変えた',
  'post-added': '職を加えた',
  'post-changed': '職を変えた',
  'person-renamed': '氏名を変えた',
  appointed: '職に就く人を記録した',
  planned: '内示前の異動を記録した',
  announced: '内示前の異動を知らせた',
  ended: '職を離れる日を記録した',
  'mail-redirected': '職宛てのメールの送り先を変えた',
  'called-off': '就任の予定を取りやめた',
  'successor-recorded': '職の承継を記録した',
  'successor-called-off': '職の承継を取りやめた',
  imported: 'CSVを取り込んだ',
  'second-factor-reset': '確認アプリの登録を取り消した',
}
/** The word for a change of the directory. */
export const changeWord = (kind: string): string => changes[kind] ?? kind
