import { planYear } from '../../domain/calendar/plan.js'
import { graphOf } from '../../domain/definition/graph.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Instant } from '../../domain/process/command.js'
import { courierId, cycleId } from '../../domain/process/ids.js'
import { canonical, contentHash } from '../../domain/trail/canonical.js'
import { genesis } from '../../domain/trail/chain.js'
import { plannedSteps } from '../../prisma/planned-steps.js'
import { appendTrail, type Transaction } from '../../prisma/trail.js'
import type { Connections } from './connections.js'
import { ensureRunning } from './ensure-running.js'
import { Refused } from './errors.js'
import { lockDirectory } from './people/directory-change.js'

/** The year's register: who there is, and what is reviewed. Keys are the city's own; ids are made of them. */
export interface Register {
  departments: { key: string; name: string; bureau: string }[]
  posts: { key: string; department: string; role: string; title: string; mailbox: string }[]
  programmes: {
    key: string
    kind: string
    article: number
    name: string
    department: string
    verified: boolean
    priority: boolean
    form: string
    sharedWith: string | null
    components: object[]
    formerly?: object[] | undefined
    note?: string | undefined
  }[]
}

export interface NewCycle {
  definition: Definition
  fiscalYear: number
  register: Register
  /** id of the office's post that starts it */
  post: string
  /** a played clock begins at this instant; without it the wall's clock is used */
  playedFrom?: Instant
  /** its mails leave from the first day on; without it they are held until the office has looked at them and lets them go (`releaseMails`) */
  mailsLeave?: boolean
  /** programmes of last year that are left out on purpose: the trail keeps why */
  dropped?: { key: string; name: string; reason: string }[]
}

/**
 * Starts a year: freezes the definition and the register, writes the whole plan, then sets the engine going. Refused whole
 * when the year exists or somebody who is to be asked has no post. Killed in between, the next `ensureRunning` goes on.
 * @returns the cycle's id
 */
export async function startCycle(connections: Connections, cycle: NewCycle): Promise<string> {
  const { definition, fiscalYear, register } = cycle
  const city = definition.city.id
  const id = cycleId(city, definition.id, fiscalYear)
  const faults = registerFaults(definition, register, cycle.post)
  if (faults.length > 0) throw new Refused('invalid-input', faults)
  const plan = planYear(definition, fiscalYear)

  await connections.db.$transaction(async (tx) => {
    // A second press of the button waits here, and then finds the year begun.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 0))`
    // Posts are the directory's, too: whoever changes it meanwhile waits, or is waited for.
    await lockDirectory(tx, city)
    const now = await clockFor(tx, city, cycle.playedFrom)
    if (await tx.process.findUnique({ where: { id } })) throw new Refused('already-started', [id])
    const hash = contentHash(definition)
    await tx.snapshot.create({ data: { id: `${id}@1`, cycleId: id, no: 1, body: definition as object, hash, createdAt: now } })
    await writeRegister(tx, city, id, register)
    await checkPosts(tx, city, definition)
    await tx.process.create({
      data: {
        id,
        kind: 'cycle',
        city,
        cycleId: id,
        state: 'running',
        snapshotNo: 1,
        definition: definition.id,
        fiscalYear,
        opensAt: now,
        mailReleasedAt: cycle.mailsLeave ? now : null,
        updatedAt: now,
      },
    })
    await tx.gate.create({ data: { id, city, listening: true, wakeAt: now } })
    await tx.gate.upsert({ where: { id: courierId(city) }, create: { id: courierId(city), city, listening: true }, update: {} })
    await plannedSteps(
      tx,
      { cycleId: id, city, at: now },
      definition.steps.map((step) => ({ key: step.id, kind: step.kind, plan: plan[step.id] as { opensAt: string; dueAt: string } })),
    )
    await tx.chainHead.create({ data: { cycleId: id, no: 0, hash: genesis } })
    const body = {
      kind: 'started',
      process: id,
      at: now.toISOString(),
      post: cycle.post,
      fiscalYear,
      definition: `${definition.id}@${definition.edition}`,
      definitionHash: hash,
      registerHash: contentHash(register),
      steps: definition.steps.length,
      programmes: register.programmes.length,
      ...(cycle.dropped && cycle.dropped.length > 0 ? { dropped: cycle.dropped } : {}),
    }
    await appendTrail(tx, id, [{ key: `${id}/started`, kind: 'started', processId: id, body: canonical(body) }])
  })
  await ensureRunning(connections, city)
  return id
}

/** The city's clock: made with its first cycle; a later cycle cannot change its kind. */
async function clockFor(tx: Transaction, city: string, playedFrom: Instant | undefined): Promise<Date> {
  await tx.$executeRaw`
    INSERT INTO clock (city, played, now) VALUES (${city}, ${playedFrom !== undefined}, coalesce(${playedFrom ?? null}::timestamptz, clock_timestamp()))
    ON CONFLICT (city) DO NOTHING`
  const rows = await tx.$queryRaw<{ played: boolean; now: Date }[]>`
    SELECT played, CASE WHEN played THEN now ELSE clock_timestamp() END AS now FROM clock WHERE city = ${city} FOR SHARE`
  const clock = rows[0]
  if (!clock || clock.played !== (playedFrom !== undefined))
    throw new Refused('invalid-input', [`${city} の時計は${clock?.played ? '再生用' : '実時刻'}です。同じ種類の時計で始めてください。`])
  return clock.now
}

async function writeRegister(tx: Transaction, city: string, cycle: string, register: Register): Promise<void> {
  for (const { key, name, bureau } of register.departments) {
    const id = `${city}/${key}`
    await tx.department.upsert({ where: { id }, create: { id, city, key, name, bureau }, update: { name, bureau } })
  }
  for (const { key, department, role, title, mailbox } of register.posts) {
    const id = `${city}/${key}`
    const post = { department, role, title, mailbox }
    await tx.post.upsert({ where: { id }, create: { id, city, key, ...post }, update: post })
  }
  await tx.programme.createMany({
    data: register.programmes.map((p, position) => ({
      cycleId: cycle,
      position,
      key: p.key,
      kind: p.kind,
      article: p.article,
      name: p.name,
      department: p.department,
      verified: p.verified,
      priority: p.priority,
      form: p.form,
      sharedWith: p.sharedWith,
      components: p.components,
      formerly: p.formerly ?? [],
      note: p.note ?? null,
    })),
  })
}

/** Posts outlast years: a role held twice, by last year's post and this year's, would send this year's work to either. */
async function checkPosts(tx: Transaction, city: string, definition: Definition): Promise<void> {
  const posts = await tx.post.findMany({ where: { city }, select: { key: true, role: true }, orderBy: { key: 'asc' } })
  const roles = new Set(definition.steps.flatMap((step) => step.asks.flatMap((ask) => [ask.to, ask.check])))
  const faults = [...roles].flatMap((role) => {
    const holders = posts.filter((post) => post.role === role).map((post) => post.key)
    return holders.length > 1
      ? [
          `役割「${role}」の職が、前の年度の名簿と合わせて${holders.length}件（${holders.join('、')}）になります。同じ職には同じ番号を使ってください。`,
        ]
      : []
  })
  if (faults.length > 0) throw new Refused('invalid-input', faults)
}

/** Everybody who is going to be asked must be somebody. */
export function registerFaults(definition: Definition, register: Register, post: string): string[] {
  const faults: string[] = []
  const departments = new Set(register.departments.map((d) => d.key))
  const holds = (role: string, department?: string) =>
    register.posts.filter((p) => p.role === role && (department === undefined || p.department === department))
  for (const role of new Set(definition.steps.flatMap((s) => s.asks.flatMap((a) => [a.to, a.check])))) {
    if (role === 'owner' || role === 'none') continue
    const posts = holds(role).length
    if (posts !== 1) faults.push(`役割「${role}」の職が${posts}件あります。ちょうど1件にしてください。`)
  }
  for (const programme of register.programmes) {
    if (!departments.has(programme.department))
      faults.push(`${programme.key}: 所管課「${programme.department}」が名簿にありません。名簿に加えるか、所管課を直してください。`)
    else if (holds('officer', programme.department).length === 0)
      faults.push(`${programme.key}: 所管課「${programme.department}」に担当（officer）の職がありません。職を加えてください。`)
  }
  if (graphOf(definition).length === 0) faults.push('工程がありません。')
  if (!register.posts.some((p) => `${definition.city.id}/${p.key}` === post && p.role === 'office'))
    faults.push(`${post}: 年度を始められるのは事務局の職だけです。`)
  for (const { key, role, mailbox } of register.posts)
    if (role === 'office' && mailbox.trim() === '')
      faults.push(`${key}: 事務局の職にメールアドレスがありません。どのメールもこのアドレスから送るので、名簿に書いてください。`)
  return [...new Set(faults)]
}
