import { fiscalYearName } from '../../../domain/calendar/date-words.js'
import type { Application } from '../application.js'
import type { Connections } from '../connections.js'
import { Refused } from '../errors.js'
import { basisOf, type Preparation, registerOf } from './preparation.js'
import { removeStartDraft } from './start-draft.js'

export type Started = { kind: 'new' | 'already' } | { kind: 'refused'; problem: string }

/**
 * Starts the year that was prepared and looked through. Pressed twice, it is started once; what has changed since it was
 * looked at is looked at again first.
 * @param basis what the page showed (`basisOf`)
 */
export async function startPrepared(
  { connections, app }: { connections: Connections; app: Application },
  prep: Preparation,
  { post, basis }: { post: string; basis: string },
): Promise<Started> {
  const { definition, city, fiscalYear, played, now, draft } = prep
  if (!definition) return { kind: 'refused', problem: '選んだ実施要領が使えなくなっています。選び直してください。' }
  if (basisOf(prep) !== basis)
    return {
      kind: 'refused',
      problem: `${fiscalYearName(fiscalYear)}の準備の内容が、点検の画面を開いた後に変わりました。もう一度点検してください。`,
    }
  const started = await startOnce(app, {
    definition,
    fiscalYear,
    register: registerOf(prep),
    post,
    dropped: draft.body.dropped,
    ...(played ? { playedFrom: now } : {}),
  })
  if (started.kind === 'refused') return started
  // Begun before, and perhaps killed before anything ran.
  if (started.kind === 'already') await app.ensureRunning(city)
  await removeStartDraft(connections.db, prep)
  return started
}

async function startOnce(app: Application, cycle: Parameters<Application['startCycle']>[0]): Promise<Started> {
  try {
    await app.startCycle(cycle)
    return { kind: 'new' }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return error.code === 'already-started' ? { kind: 'already' } : { kind: 'refused', problem: error.message }
  }
}
