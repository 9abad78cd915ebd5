import { gateQuestion } from '../../domain/definition/gate-question.js'
import type { Definition } from '../../domain/definition/schema.js'
import { sha256 } from '../../domain/trail/canonical.js'
import { gateFindings } from '../../prisma/gate-findings.js'
import type { Connections } from '../app/connections.js'
import type { Request } from '../app/request.js'
import { firstMailsWait } from '../app/steering/first-mails.js'
import { releaseMails } from '../app/steering/release-mails.js'
import type { NextAct } from './people.js'

/** What the office does about a step. */
export interface Steering extends NextAct {
  stepKey: string
}

/** The office looks at the first mails of a year as soon as there are any, and lets them leave. @returns whether it did so now */
export async function lookAtFirstMails(connections: Connections, years: { id: string; office: string }[]): Promise<boolean> {
  for (const { id: cycleId, office } of years) {
    const year = await connections.db.process.findUnique({ where: { id: cycleId }, select: { mailReleasedAt: true } })
    if (year?.mailReleasedAt || !(await firstMailsWait(connections.db, cycleId))) continue
    const id = sha256(`${cycleId}\nrelease-mails`).slice(0, 32)
    await releaseMails(connections, { id, cycleId, post: office, person: null, via: 'player' })
    return true
  }
  return false
}

/** What the office does about a gate that stays shut though everybody has done their part: it looks, and says so by name. */
export async function officeSteering(
  { db }: Connections,
  definition: Definition,
  cycle: string,
  office: string,
  now: Date,
): Promise<Steering[]> {
  const shut = await db.$queryRaw<
    { id: string; stepKey: string; seq: number; open: number; overrides: { requirement: string }[]; second: string | null }[]
  >`
    SELECT p.id, p.step_key AS "stepKey", p.seq, g.open, g.overrides,
      (SELECT t.id FROM post t WHERE t.city = p.city AND t.role IN ('approver', 'head') ORDER BY t.role, t.id LIMIT 1) AS second
    FROM process p JOIN gate g ON g.id = p.id
    WHERE p.parent_id = ${cycle} AND p.kind = 'step' AND p.state = 'open' AND g.open = 0`
  const acts: Steering[] = []
  for (const step of shut) {
    const [finding] = await gateFindings(db, gateQuestion(definition, cycle, step.stepKey), step)
    if (finding === undefined || finding === 'open') continue
    const request: Request =
      finding === 'fresh'
        ? { processId: step.id, act: 'confirm', post: office, via: 'player', reason: '受理後に修正されたシートを確認した。' }
        : {
            processId: step.id,
            act: 'override',
            post: office,
            via: 'player',
            requirement: finding,
            reason: '記録に対応の記載がないため、対応のないまま進める。',
            ...(step.second ? { second: step.second } : {}),
          }
    const id = sha256(`${step.id}\n${step.seq}\n${request.act}`).slice(0, 32)
    acts.push({ at: now.toISOString(), stepKey: step.stepKey, request: { ...request, id } })
  }
  return acts
}

/** Why nobody has anything to do though the year has not ended. */
export async function explain({ db }: Connections, definition: Definition, cycle: string): Promise<string> {
  const steps = await db.process.findMany({ where: { parentId: cycle, kind: 'step', state: { in: ['waiting', 'open'] } } })
  const reasons: string[] = []
  for (const step of steps) {
    const gate = await db.gate.findUniqueOrThrow({ where: { id: step.id } })
    const findings = await gateFindings(db, gateQuestion(definition, cycle, step.stepKey ?? ''), {
      open: gate.open,
      overrides: gate.overrides as unknown as { requirement: string }[],
    })
    reasons.push(`${step.stepKey} is ${step.state} and lacks: ${findings.join(', ') || 'nothing'}`)
  }
  return `Nobody has anything to do and the year has not ended. ${reasons.join('; ')}`
}
