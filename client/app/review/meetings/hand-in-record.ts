import type { Definition } from '../../../../domain/definition/schema.js'
import { isQuorate } from '../../../../domain/review/meeting.js'
import { recordContent } from '../../../../domain/review/meeting-record.js'
import { fieldsAsked } from '../../../../domain/sheet/content.js'
import { asObject } from '../../../../domain/sheet/loose-content.js'
import type { Database } from '../../../../prisma/db.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Application } from '../../application.js'
import type { Outcome } from '../../apply.js'
import { Refused } from '../../errors.js'
import type { Request } from '../../request.js'
import { materialsStanding } from './materials-standing.js'
import type { MeetingView } from './meeting-view.js'
import { latestMinutes } from './read-minutes.js'

/** Who hands the record of a meeting in to one of its years. */
export interface HandingIn {
  /** idempotency key */
  id: string
  meeting: MeetingView
  cycleId: string
  post: string
  /** null: nobody who signed in (a recorded year that is played) */
  person: string | null
  /** default: a page */
  via?: Request['via']
  /** fields of the form that the meeting's record knows nothing of */
  besides?: Record<string, unknown>
}

/** The content of a year's own form, filled from the meeting's record. Null: that year's step has not begun, or is no item of it. */
export async function prefilled(
  db: Database,
  meeting: MeetingView,
  cycleId: string,
): Promise<{ process: string; content: unknown } | null> {
  const step = meeting.agenda.find((item) => item.step?.cycleId === cycleId)?.step
  if (!step?.assignment) return null
  const row = await db.process.findUniqueOrThrow({ where: { id: step.assignment.id } })
  const cycle = await db.process.findUniqueOrThrow({ where: { id: cycleId } })
  const definition = (await snapshotBody(db, `${cycleId}@${cycle.snapshotNo}`)) as Definition
  const { released } = await materialsStanding(db, meeting.id)
  const minutes = ['confirmed', 'published'].includes(meeting.minutesState) ? await latestMinutes(db, meeting.id) : null
  const content = recordContent(fieldsAsked(definition, row.form ?? '', row.round), {
    ...meeting,
    quorumMet: isQuorate(meeting),
    agenda: meeting.agenda.filter((item) => item.step === null || item.step.cycleId === cycleId).map(({ title }) => title),
    materials: released ? [released.name.replace(/（第\d+版）\.pdf$/, '')] : [],
    minutes: minutes?.text ?? null,
  })
  return { process: row.id, content }
}

/**
 * Hands the record in as what the year's step asks of the office: a submission like any other.
 * @throws Refused: not recorded yet, the step has not begun, or the content lacks what the form requires
 */
export async function handInRecord(db: Database, app: Pick<Application, 'act'>, handing: HandingIn): Promise<Outcome> {
  const { id, meeting, cycleId, post, person, via = 'page', besides = {} } = handing
  if (!meeting.recorded) throw new Refused('invalid-input', ['先に開催の記録をしてください。'])
  const ready = await prefilled(db, meeting, cycleId)
  if (!ready) throw new Refused('invalid-input', ['この年度の会議の工程がまだ始まっていないため、提出できません。'])
  const content = { ...besides, ...asObject(ready.content) }
  return app.act({ id, processId: ready.process, act: 'submit', post, ...(person === null ? {} : { person }), via, content })
}
