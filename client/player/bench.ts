import type { Bundle } from '../../domain/bundle/schema.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { BenchOpinion, Printing } from '../../domain/review/bench-content.js'
import { asList, asNumber, asObject, asText } from '../../domain/sheet/loose-content.js'
import { sha256 } from '../../domain/trail/canonical.js'
import type { Connections } from '../app/connections.js'
import { Refused } from '../app/errors.js'
import type { Request } from '../app/request.js'
import { setAside } from '../app/review/remarks/set-aside.js'
import { type Bench, readBenches } from '../app/review/workbench/bench.js'
import { type BenchAct, changeBench } from '../app/review/workbench/bench-act.js'
import { handInOpinions } from '../app/review/workbench/hand-in-opinions.js'
import { isLeft, listSaid } from '../app/review/workbench/said.js'
import { mustBeUntouched, ownAct } from './left.js'
import type { Waiting } from './people.js'

interface BenchYear {
  id: string
  office: string
  bundle: Bundle
  definition: Definition
}

/** One opinion as it shall be. */
interface Wanted extends Omit<BenchOpinion, 'id' | 'source' | 'unnumbered'> {
  /** the report gives it no number */
  unnumbered: boolean
}

const short = (...words: (string | number)[]): string => sha256(words.join('\n')).slice(0, 32)

/** The workbench (意見整理) of a played year: opinions are made of what was said, one by one, and handed in from there. */
export function benchOf(connections: Connections, { id: cycleId, office, bundle, definition }: BenchYear) {
  const { db } = connections

  /** Whether a hand-in is made on the workbench: opinions alone, in a year of which it is told what was said, numbered from 1 or not at all. */
  function isOrdered({ stepKind }: Waiting, { act, content }: Request): boolean {
    const fields = Object.keys(asObject(content))
    if (bundle.remarks === undefined || stepKind !== 'consolidate' || act !== 'submit' || fields.join() !== 'opinions') return false
    const numbers = wantedOf(content).map(({ no, unnumbered }) => (unnumbered ? 0 : no))
    return numbers.every((no) => no === 0) || numbers.every((no, at) => no === at + 1)
  }

  /** The bench as it stands. @throws Refused when a person has changed it, or there is none any more */
  async function untouched(subject: string): Promise<Bench> {
    const [bench] = await readBenches(db, cycleId, definition, subject)
    if (!bench) throw new Refused('changed-meanwhile')
    mustBeUntouched({ drafted: bench.revision, draftedBy: bench.last?.actId ?? null })
    return bench
  }

  /** Makes what is missing of a subject's opinions, one after another, each upon what stands then. @returns the draft's revision */
  async function putInOrder(subject: string, wanted: Wanted[], person: string): Promise<number> {
    for (let acts = 0; ; acts += 1) {
      const { id: process, base, revision, opinions } = await untouched(subject)
      const act = missingOf(opinions, wanted)
      if (act === null) return revision
      // Each is made and printed once: more is no coming nearer.
      if (acts === 2 * wanted.length) throw new Refused('changed-meanwhile')
      const word = { id: ownAct(process, base, revision), cycleId, post: office, person, via: 'player' as const }
      await changeBench(db, { ...word, subject, revision, base, act })
    }
  }

  /** What was said besides and is no opinion by the record becomes none. */
  async function setRestAside(subject: string): Promise<void> {
    const benches = await readBenches(db, cycleId, definition)
    const left = (await listSaid(db, cycleId, benches)).filter((one) => one.subject === subject && isLeft(one)).map(({ key }) => key)
    if (left.length === 0) return
    const word = { id: short(cycleId, ...left, 'aside'), cycleId, post: office, person: null, via: 'player' as const }
    await setAside(db, { ...word, keys: left, reason: '再生する年度の記録では、意見になっていないため。', standing: true })
  }

  /** Puts a subject's opinions in order and hands them in. @throws Refused: a person has changed them, or what keeps them from being handed in */
  async function order({ id: process, seq, subject }: Waiting, content: unknown): Promise<void> {
    const holding = await db.holding.findFirst({ where: { postId: office }, select: { personId: true }, orderBy: { from: 'desc' } })
    const person = holding?.personId ?? ''
    const revision = await putInOrder(subject, wantedOf(content), person)
    await setRestAside(subject)
    const word = { id: short(cycleId, process, seq), cycleId, post: office, person, via: 'player' as const }
    const answers = await handInOpinions(connections, definition, { ...word, subjects: [{ subject, revision }], oral: true })
    for (const answer of answers) if ('problems' in answer) throw new Refused('invalid-input', answer.problems)
  }

  return { isOrdered, order }
}

/** What is to be done next until the opinions stand as they shall be. What stands already stays as it is. Null: nothing. */
function missingOf(opinions: BenchOpinion[], wanted: Wanted[]): BenchAct | null {
  const standing = [...opinions]
  const placed = wanted.map((one) => {
    const found = standing.findIndex(({ text }) => text === one.text)
    return { one, stands: found < 0 ? undefined : standing.splice(found, 1)[0] }
  })
  const missing = placed.find(({ stands }) => stands === undefined)
  if (missing) return { do: 'make', ...missing.one }
  for (const { one, stands } of placed) {
    const { text, kind, viewpoint, printing } = one
    if (stands && stands.printing.as !== printing.as) return { do: 'reword', opinion: stands.id, text, kind, viewpoint, printing }
  }
  return null
}

const wantedOf = (content: unknown): Wanted[] =>
  asList(asObject(content).opinions)
    .map(asObject)
    .map(({ no, text, kind, viewpoint, sources, printing }, at) => ({
      no: asNumber(no) ?? at + 1,
      unnumbered: asNumber(no) === null,
      // As the workbench keeps it.
      text: asText(text).trim(),
      kind: asText(kind) || null,
      viewpoint: asText(viewpoint) || null,
      sources: asList(sources).map(asText),
      printing: printing === undefined ? { as: 'printed' } : (printing as Printing),
    }))
