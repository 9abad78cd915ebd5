import type { Definition } from '../../../../domain/definition/schema.js'
import type { Connections } from '../../connections.js'
import { askHead } from '../../desk/ask-head.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { type Bench, isOnBench, readBenches } from './bench.js'
import { type HandingIn, missingOf, moved } from './hand-in-opinions.js'
import { listSaid, type Said } from './said.js'

/** What became of each subject: its head is asked by mail, or why not. */
export type AskedHead = { subject: string; asked: true } | { subject: string; problems: string[] }

/**
 * Asks the head of the office's section to confirm (課長の確認) the drafts of subjects that are ready, each exactly as it was looked at. One
 * that is not ready, or that somebody saved since, stays as it is. Asked twice for one draft, one mail goes out.
 * @throws Refused: not the office's post
 */
export async function askHeads(
  connections: Connections,
  definition: Definition,
  { cycleId, post, subjects }: Pick<HandingIn, 'cycleId' | 'post' | 'subjects'>,
): Promise<AskedHead[]> {
  const { db } = connections
  await db.$transaction((tx) => mustBeOffice(tx, post, definition.city.id))
  const benches = await readBenches(db, cycleId, definition)
  const said = await listSaid(db, cycleId, benches)
  const answers: AskedHead[] = []
  for (const { subject, revision } of subjects) {
    const bench = benches.find((one) => one.subject === subject)
    const problems = unasked(bench, said, definition)
    const asked = bench && problems.length === 0 && (await askHead(connections, { processId: bench.id, cycleId, revision, definition }))
    if (asked) answers.push({ subject, asked })
    else answers.push({ subject, problems: problems.length > 0 ? problems : [moved] })
  }
  return answers
}

/** Why a bench's head is not asked. */
function unasked(bench: Bench | undefined, said: Said[], definition: Definition): string[] {
  if (!bench || !isOnBench(bench)) return ['提出を待つ状態にありません。']
  if (!bench.hasHead) return ['課長の職の登録がないため、確認は要りません。そのまま提出できます。']
  if (bench.revision === 0)
    return ['前に提出した内容から変わっていないため、確認を依頼できません。口頭で確認を得たことに印を付けてください。']
  if (bench.confirmed === bench.revision) return ['課長の確認は済んでいます。そのまま提出できます。']
  return missingOf(bench, said, definition)
}
