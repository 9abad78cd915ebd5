import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ComingMail } from '../../client/app/views/coming-dispatches.js'
import { viewsOf } from '../../client/app/views/views.js'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { statementRecorder } from '../support/statements.js'
import { moveTo } from '../workflows/move-clock.js'

// One year from its first day on: what the plan says of its steps, and what they do when they open. The tests are its chapters.
vi.setConfig({ testTimeout: 120_000 })
let rig: Rig
let pages: Pages
let office: Browser
const list = () => `/${rig.city}/coming-mails`
const mailboxOf = (key: string) => rig.bundle.posts.find((post) => post.key === key)?.mailbox ?? ''
const views = () => viewsOf(rig.db)
const everything = { day: '', section: '', step: '', kind: '', held: '', from: '', page: 1 }
const marked = '予定（工程がまだ始まっていません。日程が動けば変わります）'

beforeAll(async () => {
  rig = await rigFor(smallCity())
  await rig.startWorker()
  await rig.startYear()
  pages = await pagesOf(rig)
  office = await pages.signedIn(mailboxOf('office'))
}, 180_000)
afterAll(() => rig.close())

/** What the list foretells of a step, matter by matter: the notice, to which mailbox, about what, when. */
async function foretold(step: string): Promise<string[]> {
  const { mails } = await views().comingDispatches(rig.city, { ...everything, step, from: 'foretold' })
  const opened = await Promise.all(
    mails.map(({ slot, box }: ComingMail) => views().foretoldMail(rig.city, { slot, box, publicUrl: 'http://127.0.0.1' })),
  )
  return opened
    .flatMap((mail) => mail?.matters.map(({ id, kind, subjectName }) => `${id} ${kind} ${mail.mailbox} ${subjectName} ${mail.slot}`) ?? [])
    .filter((line) => line.startsWith(`${rig.cycle}/${step}/`))
    .sort()
}

/** What the records hold that the step itself has planned by asking, however it ended. */
async function planned(step: string): Promise<string[]> {
  const rows = await rig.db.$queryRaw<{ id: string; kind: string; mailbox: string; subject: string; at: Date }[]>`
    SELECT n.id, n.kind, lower(mailbox_of(n.post, (n.at AT TIME ZONE 'Asia/Tokyo')::date)) AS mailbox, coalesce(g.name, p.subject) AS subject, n.at
    FROM notice n JOIN process p ON p.id = n.process_id LEFT JOIN programme g ON g.cycle_id = p.cycle_id AND g.key = p.subject
    WHERE p.cycle_id = ${rig.cycle} AND p.step_key = ${step} AND n.id LIKE '%#0/%'`
  return rows.map(({ id, kind, mailbox, subject, at }) => `${id} ${kind} ${mailbox} ${subject} ${at.toISOString()}`).sort()
}
const opening = async (step: string) => (await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/${step}` } })).opensAt as Date

test('on the first day of a year the list says of every coming step who will get what, when and why', async () => {
  await moveTo(rig, '2022-05-02T03:00:00.000Z')
  const { text } = await office.get(list())
  for (const words of [marked, '点検票の提出：', '意見への回答：', '作成の依頼を始めたため', 'うち開始前']) expect(text).toContain(words)
  expect(text).not.toContain('送る予定のメールはありません')
  const { steps, days, matters } = await views().comingDispatches(rig.city, everything)
  expect(steps.map(({ id }) => id)).toEqual(['cards', 'replies'])
  expect(days.reduce((sum, day) => sum + day.foretold, 0)).toBe(matters)
  // There is nothing yet to which a sentence could be added.
  expect(text).not.toContain('この便の全てのメールに添え書きをする')
  expect((await (await pages.signedIn(mailboxOf('minato-officer'))).get(list())).status).toBe(404)
})

test('a foretold mail opens to its matters and its wording, and nothing can be done about it', async () => {
  const [row] = (await office.get(list())).text.split('<tr>').filter((one) => one.includes(`>${mailboxOf('minato-officer')}<`))
  const path = /<a href="([^"]*\/foretold)"/.exec(row ?? '')?.[1] ?? ''
  const { status, text } = await office.get(path)
  expect(status).toBe(200)
  for (const words of [marked, '点検票の作成について（依頼）', '点検票の提出', '作成の依頼を始めたため']) expect(text).toContain(words)
  for (const words of ['送るのを止める', '今すぐ送る（', '添え書きをする']) expect(text).not.toContain(words)
  expect((await office.get(`${path}/html`)).status).toBe(200)
  expect((await office.get(path.replace(/[0-9a-f]{16}\/foretold$/, `${'0'.repeat(16)}/foretold`))).status).toBe(404)
  expect((await (await pages.signedIn(mailboxOf('minato-officer'))).get(path)).status).toBe(404)
})

test('the list is read with ten statements at the most, signing in included', async () => {
  const recorder = statementRecorder()
  const { statements } = await recorder.record(() => office.get(list()))
  recorder.stop()
  expect(statements).toBeLessThanOrEqual(10)
})

test('what was foretold of a step is what is planned when it opens in time, and then stands in the list as recorded', async () => {
  const before = await foretold('cards')
  expect(before.length).toBeGreaterThan(10)
  const mail = (await views().comingDispatches(rig.city, { ...everything, step: 'cards', kind: 'request' })).mails[0] as ComingMail
  const of = { slot: mail.slot, box: mail.box, publicUrl: 'http://127.0.0.1' }
  const wording = (await views().foretoldMail(rig.city, of))?.composed?.text
  await moveTo(rig, (await opening('cards')).toISOString())
  expect(await planned('cards')).toEqual(before)
  expect(await foretold('cards')).toEqual([])
  expect((await views().comingMail(rig.city, of))?.composed?.text).toBe(wording)
})

test('so it is of a step that waits for others, also where the office has chosen another chase and a deputy takes the mail', async () => {
  const opensAt = await opening('replies')
  await rig.play(new Date(opensAt.getTime() - 3_600_000).toISOString())
  await rig.db.chaseOverride.create({
    data: {
      cycleId: rig.cycle,
      scope: 'programme',
      key: 'crane',
      chase: null,
      byPost: rig.office,
      byPerson: rig.office,
      reason: '窓口で聞く',
    },
  })
  const email = `deputy@${rig.city}.example`
  await rig.db.person.create({ data: { id: email, name: '代理', email, createdAt: opensAt, updatedAt: opensAt } })
  await rig.db.holding.create({
    data: {
      id: email,
      postId: `${rig.city}/machi-officer`,
      personId: email,
      kind: 'deputy',
      from: new Date('2022-06-01'),
      until: new Date('2022-06-30'),
      takesMail: true,
      recordedBy: rig.office,
    },
  })
  const before = await foretold('replies')
  expect(before.length).toBeGreaterThan(0)
  expect(before.join('\n')).not.toContain('/crane#')
  // The deputy takes the request; by the day of the reminder the officer is back.
  expect(before.filter((line) => line.includes(email))).toEqual([expect.stringContaining('/market#0/request')])
  await moveTo(rig, opensAt.toISOString())
  expect(await planned('replies')).toEqual(before)
})

test('two years of a city are foretold together', async () => {
  const { departments, posts, programmes, fiscalYear } = rig.bundle
  const next = { definition: rig.definition, fiscalYear: fiscalYear + 1, register: { departments, posts, programmes }, post: rig.office }
  await rig.app.startCycle({ ...next, playedFrom: rig.bundle.startsAt })
  const { days, steps } = await views().comingDispatches(rig.city, everything)
  expect(days.some(({ foretold, matters }) => foretold === 0 && matters > 0)).toBe(true)
  expect(days.some(({ day, foretold }) => day > `${fiscalYear + 2}-05-01` && foretold > 0)).toBe(true)
  expect(steps.map(({ id }) => id)).toEqual(['cards', 'replies'])
})
