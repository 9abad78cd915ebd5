import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmOwn } from '../../client/app/review/remarks/confirm-remarks.js'
import { recordRemarks } from '../../client/app/review/remarks/remarks.js'
import { statementsOf } from '../../domain/review/write-statements.js'
import { allot, formIn, memberYear, release, say, seat, sendAll, threeProgrammes, yearPath } from '../support/member-year.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { writePastYear } from '../support/past-year.js'
import { seatKey } from '../support/review-city.js'
import type { Rig } from '../support/rig.js'
import { type Browser, linkIn } from '../support/sign-in.js'
import { eventually } from '../support/stage.js'

const members = 20
let rig: Rig
let pages: Pages
const browsers = new Map<number, Browser>()
const member = async (no: number): Promise<Browser> => {
  const browser = browsers.get(no) ?? (await pages.signedIn(`${seatKey(no)}@minato.example`))
  browsers.set(no, browser)
  return browser
}
const voiceId = (no: number) => `${rig.cycle}/voices/${seatKey(no)}`
const assigned = Object.fromEntries(threeProgrammes.map((key) => [key, 'assigned'] as const))

beforeAll(async () => {
  rig = await memberYear({ seats: members + 7 })
  pages = await pagesOf(rig)
  for (let no = 1; no <= members + 7; no++) await allot(rig, no, assigned)
  const { city, definition } = rig
  const of = (step: string, kind: string, form: string, content: Record<string, unknown>) => ({
    step,
    kind,
    subject: 'crane',
    form,
    round: null,
    content,
  })
  await writePastYear(rig.db, {
    city,
    definition,
    fiscalYear: rig.bundle.fiscalYear - 1,
    programmes: [{ key: 'crane', name: '荷役設備の更新', department: 'minato' }],
    accepted: [
      of('remarks', 'consolidate', 'remarks', { opinions: [{ no: 1, kind: 'ask', text: '更新の順番を示してほしい。' }] }),
      of('replies', 'respond', 'replies', {
        actions: [{ no: 1, text: '更新の計画を公表する。', answers: [1], category: 'act', timing: '2021年度' }],
      }),
    ],
  })
}, 120_000)
afterAll(() => rig.close())

test('a member sees the own pages and nothing of the office or the sections, and every try is written down', async () => {
  const browser = await member(1)
  const year = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
  for (const path of ['/', '/my-work', `${year}/assignments/voices/${seatKey(1)}`, `${year}/assignments/voices/${seatKey(1)}/sheet`])
    expect(await browser.get(path)).toMatchObject({ status: 303, location: '/member' })
  expect((await browser.get('/member')).status).toBe(200)
  const strange = [
    year,
    `${year}/plan`,
    `${year}/assignments`,
    `${year}/assignments/cards/crane`,
    `${year}/assignments/cards/crane/sheet`,
    `${year}/assignments/voices/${seatKey(2)}`,
    `${year}/trail`,
    `/${rig.city}/people`,
    `/${rig.city}/coming-mails`,
    yearPath(rig, 2),
    `${yearPath(rig, 2)}/about/crane`,
    `${yearPath(rig, 1)}/about/seamen`,
  ]
  for (const path of strange) expect([path, (await browser.get(path)).status]).toEqual([path, 404])
  expect((await browser.get(year)).text).toContain('<a href="/member">委員のページから探す</a>')
  expect((await browser.post(`${year}/assignments/voices/${seatKey(1)}/sheet`, { _do: 'submit' })).status).toBe(404)
  const denials = await rig.db.denial.findMany({ select: { path: true } })
  expect(new Set(denials.map(({ path }) => path))).toEqual(new Set([...strange, `${year}/assignments/voices/${seatKey(1)}/sheet`]))
})

test('what nobody has to hand in is still taken when its step has ended, and the office’s pages say so; a member who is late is told', async () => {
  const office = await pages.signedIn('seisaku@minato.example')
  const year = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
  expect((await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/voices` } })).state).toBe('closed')
  for (const page of [year, `${year}/plan`, `${year}/steps/voices`]) expect((await office.get(page)).text).toContain('受付中（任意）')
  const { text } = await office.get(`${year}/steps/voices`)
  expect(text).toMatch(/任意の提出を、まだ\d+件受け付けています。/)
  const browser = await member(6)
  const late = '今回の意見の取りまとめには間に合わないことがあります。'
  expect((await browser.get(yearPath(rig, 6))).text).not.toContain(late)
  const { dueAt } = await rig.db.process.findUniqueOrThrow({ where: { id: voiceId(6) } })
  await rig.db.process.update({ where: { id: voiceId(6) }, data: { dueAt: new Date('2022-01-31T08:00:00.000Z') } })
  expect((await browser.get(yearPath(rig, 6))).text).toContain(late)
  await rig.db.process.update({ where: { id: voiceId(6) }, data: { dueAt } })
})

test('nothing of a sheet is shown before the office releases it; the whole can be spoken of all the same', async () => {
  const browser = await member(1)
  const closed = await browser.get(`${yearPath(rig, 1)}/about/crane`)
  expect(closed.text).toContain('公開前です')
  expect(closed.text).not.toContain('岸壁クレーン2基のうち')
  expect((await browser.get(`${yearPath(rig, 1)}/about/cross-cutting`)).text).toContain('新しい御意見')
  await release(rig)
  const open = await browser.get(`${yearPath(rig, 1)}/about/crane`)
  expect(open.text).toContain('岸壁クレーン2基のうち1基を更新した。')
  expect(open.text).toContain('<svg class="count-bar" aria-hidden="true">')
  // Last year's opinion with its answer, and what became of the promise.
  for (const words of [
    '① 更新の順番を示してほしい。',
    '対応：更新の計画を公表する。（2021年度）',
    '更新の計画を公表する。<strong>　未回答',
  ])
    expect(open.text).toContain(words)
})

test('a programme with a conflict of interest is named, its sheet is not shown, and a statement on it is refused in words', async () => {
  await allot(rig, 1, { market: 'conflict' })
  const browser = await member(1)
  expect((await browser.get(yearPath(rig, 1))).text).toContain('利害関係のため対象外：朝市の支援')
  expect((await browser.get(`${yearPath(rig, 1)}/about/market`)).status).toBe(404)
  const content = { statements: [{ id: 'a', subject: 'market', text: '出店の料金を下げてほしい。' }] }
  const handedIn = rig.app.act({ processId: voiceId(1), post: seat(rig, 1), via: 'page', act: 'submit', content })
  await expect(handedIn).rejects.toThrow('「朝市の支援」は利害関係のため対象外です。')
  expect(await rig.db.version.count({ where: { processId: voiceId(1) } })).toBe(0)
})

test('what was written before a conflict was noted stays, and the page says what to take out', async () => {
  const browser = await member(2)
  expect(await say(browser, rig, 2, 'market', '若い世代への知らせ方を変えてほしい。')).toBe(303)
  await allot(rig, 2, { market: 'conflict' })
  const answer = await sendAll(browser, rig, 2)
  expect(answer.status).toBe(400)
  expect(answer.text).toContain('「朝市の支援」は利害関係のため対象外です。')
  expect(answer.text).toContain('若い世代への知らせ方を変えてほしい。')
  await allot(rig, 2, { market: 'assigned' })
})

test('the office’s record is confirmed or mended, sent once, and read-only until the office returns it', async () => {
  const said = { cycleId: rig.cycle, seat: seat(rig, 3), source: 'hearing', byPost: rig.office, byPerson: 'test', recordedAt: new Date() }
  const first = await rig.db.remark.create({ data: { ...said, subject: 'crane', text: '費用の見通しを知りたい。' } })
  const second = await rig.db.remark.create({ data: { ...said, subject: 'crane', text: '部品は捨てるしかないのか。' } })
  await rig.db.remark.create({ data: { ...said, subject: 'market', text: '朝市の日を増やしてほしい。' } })
  const browser = await member(3)
  const path = `${yearPath(rig, 3)}/about/crane`
  const form = formIn((await browser.get(path)).text, path)
  const words = { [`word.${first.no}`]: 'agreed', [`word.${second.no}`]: 'mended', [`word.${second.no}.text`]: '古い部品を使えないか。' }
  expect(await browser.post(path, { ...form, ...words, _do: 'list' })).toMatchObject({ status: 303 })
  const before = (await browser.get(yearPath(rig, 3))).text
  for (const told of ['<strong>1件を確かめてください', '送った後は、事務局が戻すまで書き足せません。']) expect(before).toContain(told)
  const sent = await sendAll(browser, rig, 3)
  expect((await browser.get(sent.location ?? '')).text).toContain('受付番号')
  await eventually(
    'the words are accepted',
    async () => (await rig.db.process.findUniqueOrThrow({ where: { id: voiceId(3) } })).state === 'accepted',
  )
  const after = (await browser.get(yearPath(rig, 3))).text
  expect(after).toContain('<strong>未確認1件')
  expect(after).not.toContain('確かめてください')
  expect(after).toContain('御発言の記録を確かめる（1件）')
  const confirmed = await rig.db
    .$queryRaw`SELECT confirmed, text FROM said WHERE remark_no IN (${first.no}, ${second.no}) ORDER BY remark_no`
  expect(confirmed).toEqual([
    { confirmed: 'agreed', text: '費用の見通しを知りたい。' },
    { confirmed: 'mended', text: '古い部品を使えないか。' },
  ])
  expect((await browser.post(path, { ...form, ...words })).text).toContain('事務局が戻すと、続きから書けます')
  const again = { statements: [{ id: 'b', subject: 'crane', text: '後から思いついた。' }] }
  await expect(rig.app.act({ processId: voiceId(3), post: seat(rig, 3), via: 'page', act: 'submit', content: again })).rejects.toThrow(
    'すでに送られ',
  )
  await rig.app.act({ processId: voiceId(3), post: rig.office, via: 'page', act: 'return', reason: '御本人の申出により戻します。' })
  await eventually(
    'it was returned',
    async () => (await rig.db.process.findUniqueOrThrow({ where: { id: voiceId(3) } })).state === 'returned',
  )
  expect((await browser.get(yearPath(rig, 3))).text).toContain('御本人の申出により戻します。')
  expect(await say(browser, rig, 3, 'ferry', '便数を増やしてほしい。')).toBe(303)
  expect((await sendAll(browser, rig, 3)).status).toBe(303)
})

test('the office corrects the subject of what a member mended: the member’s own words stay, and stay confirmed', async () => {
  const browser = await member(27)
  const word = { cycleId: rig.cycle, post: rig.office, person: null }
  const remarks = ['事務局の聞き取り。', '委員の画面で確認'].map((text) => ({ subject: 'crane', text }))
  const [no = 0, other = 0] = await recordRemarks(rig.db, { ...word, id: randomUUID(), source: 'notes', seat: seat(rig, 27), remarks })
  const statements = [{ id: 's', of: no, subject: 'crane', agreed: false, text: '委員の言葉。' }]
  await rig.app.act({ processId: voiceId(27), act: 'submit', post: seat(rig, 27), via: 'page', content: { statements } })
  const said = (remark: number) =>
    rig.db.$queryRaw`SELECT subject, text, confirmed, told FROM said WHERE cycle_id = ${rig.cycle} AND key = ${`r${remark}`}`
  await eventually('the word counts', async () => JSON.stringify(await said(no)).includes('mended'))
  const office = await pages.signedIn('seisaku@minato.example')
  const path = (remark: number) => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/review/remarks/${remark}`
  const { text: page } = await office.get(path(no))
  for (const words of ['委員の言葉。</textarea>', '委員が確かめた文です。', '委員が直す前の文']) expect(page).toContain(words)
  const correct = (remark: number, form: Record<string, string>) =>
    office.post(path(remark), { _key: randomUUID(), _act: 'correct', subject: 'crane', place: '', seat: seat(rig, 27), ...form })
  expect((await correct(no, { subject: 'market', text: '委員の言葉。' })).status).toBe(303)
  expect(await said(no)).toEqual([{ subject: 'market', text: '委員の言葉。', confirmed: 'agreed', told: 'page' }])
  // What is typed as the place confirms nothing.
  expect((await correct(other, { text: '委員の画面で確認', place: '委員の画面で確認' })).status).toBe(303)
  expect(await said(other)).toMatchObject([{ confirmed: 'not-yet', told: null }])
  const { no: newest } = await rig.db.remark.findFirstOrThrow({ where: { replaces: no } })
  expect((await correct(newest, { subject: 'market', text: '事務局の書き直し。' })).status).toBe(303)
  expect(await said(no)).toMatchObject([{ text: '事務局の書き直し。', confirmed: 'not-yet' }])
  const { no: last } = await rig.db.remark.findFirstOrThrow({ where: { replaces: newest } })
  expect((await office.get(path(last))).text).toContain('委員が直した文：委員の言葉。')
  expect((await browser.get(yearPath(rig, 27))).text).toContain('御発言の記録を確かめる（2件）')
})

test('what the office writes down after everything was sent is confirmed or mended by itself; no other seat has a word in it', async () => {
  const browser = await member(25)
  expect(await say(browser, rig, 25, 'ferry', '便数を増やしてほしい。')).toBe(303)
  expect((await sendAll(browser, rig, 25)).status).toBe(303)
  const said = { cycleId: rig.cycle, source: 'meeting', byPost: rig.office, byPerson: 'test', recordedAt: new Date() }
  const write = (no: number, text: string) => rig.db.remark.create({ data: { ...said, seat: seat(rig, no), subject: 'crane', text } })
  const [first, second] = [await write(25, '更新の順番が見えない。'), await write(25, '部品を残してほしい。')]
  const others = await write(26, '別の委員の発言。')
  expect((await browser.get('/member')).text).toContain('まだ確かめていないものが2件あります。')
  const page = yearPath(rig, 25)
  const confirm = (form: Record<string, string>) => browser.post(`${page}/confirm`, { _key: randomUUID(), ...form })
  expect((await browser.get(page)).text).toContain('御発言の記録を確かめる（2件）')
  expect(await confirm({})).toMatchObject({ status: 400, text: expect.stringContaining('「このとおり」を選ぶか') })
  expect((await confirm({ [`word.${others.no}`]: 'agreed' })).status).toBe(400)
  const mended = { [`word.${first.no}`]: 'agreed', [`word.${second.no}`]: 'mended', [`word.${second.no}.text`]: '古い部品を残してほしい。' }
  const key = { _key: randomUUID() }
  for (const _ of ['once', 'twice']) expect((await confirm({ ...mended, ...key })).location).toBe(`${page}?done=confirmed`)
  const after = await rig.db
    .$queryRaw`SELECT text, place, told, confirmed, seat FROM said WHERE cycle_id = ${rig.cycle} AND seat = ${seat(rig, 25)} AND remark_no IS NOT NULL ORDER BY remark_no`
  const own = { place: '', told: 'page', confirmed: 'agreed', seat: seat(rig, 25) }
  expect(after).toEqual([
    { text: '更新の順番が見えない。', ...own },
    { text: '古い部品を残してほしい。', ...own },
  ])
  expect((await browser.get(page)).text).not.toContain('御発言の記録を確かめる')
  const rows = await rig.db.trail.findMany({ where: { cycleId: rig.cycle, kind: 'remarks-confirmed' } })
  expect(rows.map(({ body }) => JSON.parse(body))).toMatchObject([{ post: seat(rig, 25), told: '委員の画面で確認' }])
  expect((await confirm({ [`word.${first.no}`]: 'mended', [`word.${first.no}.text`]: 'もう一度' })).status).toBe(400)
  const word = { id: randomUUID(), cycleId: rig.cycle, seat: seat(rig, 26), person: null, remarks: [{ no: others.no, text: 'x' }] }
  await expect(confirmOwn(rig.db, { ...word, post: seat(rig, 25) })).rejects.toThrow('この職ではこの操作はできません')
})

test('two windows of one member: words about different programmes both stay, words about the same one are shown side by side', async () => {
  const browser = await member(4)
  const path = `${yearPath(rig, 4)}/about/crane`
  const [one, two] = [formIn((await browser.get(path)).text, path), formIn((await browser.get(path)).text, path)]
  expect(await say(browser, rig, 4, 'ferry', '渡し船の時刻が分かりにくい。')).toBe(303)
  expect((await browser.post(path, { ...one, 'own.0.text': '一つ目の画面の言葉' })).status).toBe(303)
  const conflict = await browser.post(path, { ...two, 'own.0.text': '二つ目の画面の言葉' })
  expect(conflict.status).toBe(409)
  for (const words of ['一つ目の画面の言葉', '二つ目の画面の言葉']) expect(conflict.text).toContain(words)
  const chosen = await browser.post(path, formIn(conflict.text, path))
  expect(chosen.status).toBe(303)
  const page = (await browser.get(yearPath(rig, 4))).text
  expect(page).toContain('二つ目の画面の言葉')
  expect(page).toContain('渡し船の時刻が分かりにくい。')
})

test('20 members send and 3 officers save one workbench at once: nothing is lost, and conflicts are shown', async () => {
  const numbers = Array.from({ length: members }, (_, at) => at + 5)
  const sending = await Promise.all(numbers.map(member))
  const sheet = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/remarks/crane/sheet`
  const officers = await Promise.all(['b', 'c'].map(officer).concat(pages.signedIn('seisaku@minato.example')))
  const forms = await Promise.all(officers.map(async (browser) => formIn((await browser.get(sheet)).text, sheet)))

  const [sent, saved] = await Promise.all([
    Promise.all(
      sending.map(async (browser, at) => {
        const no = numbers[at] ?? 0
        for (const key of threeProgrammes) expect(await say(browser, rig, no, key, `${key}について、委員${no}の言葉`)).toBe(303)
        return sendAll(browser, rig, no)
      }),
    ),
    Promise.all(
      officers.map((browser, at) =>
        browser.post(sheet, {
          ...forms[at],
          'opinions.0.text': `担当${at}の意見`,
          'opinions.0.no': '1',
          'opinions.0.kind': 'ask',
          _do: 'save',
        }),
      ),
    ),
  ])
  expect(sent.map(({ status }) => status)).toEqual(numbers.map(() => 303))
  expect(saved.map(({ status }) => status).sort()).toEqual([303, 409, 409])
  const draft = await rig.db.draft.findUniqueOrThrow({ where: { processId: `${rig.cycle}/remarks/crane` } })
  const winner = saved.findIndex(({ status }) => status === 303)
  expect(JSON.stringify(draft.content)).toContain(`担当${winner}の意見`)
  for (const [at, { status, text }] of saved.entries())
    if (status === 409) for (const words of [`担当${at}の意見`, `担当${winner}の意見`]) expect(text).toContain(words)

  await eventually('all 20 are accepted', async () => {
    const ids = numbers.map(voiceId)
    return (await rig.db.process.count({ where: { id: { in: ids }, state: 'accepted' } })) === members
  })
  for (const no of numbers) {
    const [version] = await rig.db.version.findMany({ where: { processId: voiceId(no) } })
    const said = statementsOf(version?.content as Record<string, unknown>).map(({ subject, text }) => `${subject}: ${text}`)
    expect(said).toEqual(threeProgrammes.map((key) => `${key}: ${key}について、委員${no}の言葉`))
  }
}, 60_000)

test('the office enters what a member wrote on paper, and reads who said what by the programmes’ names', async () => {
  const office = await pages.signedIn('seisaku@minato.example')
  const sheet = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/voices/${seatKey(1)}/sheet`
  const page = await office.get(sheet)
  for (const words of [
    '委員（学識経験者）',
    '<option value="crane">荷役設備の更新</option>',
    '<option value="cross-cutting">施策全体</option>',
  ])
    expect(page.text).toContain(words)
  const acts = (await office.get(sheet.replace(/\/sheet$/, ''))).text
  for (const words of ['期限を延長する（委員に通知されます）', '委員に代わって入力する']) expect(acts).toContain(words)
  const paper = { 'statements.0.text': '紙でいただいた御意見', 'statements.0.subject': 'crane', 'statements.1.text': '', _do: 'submit' }
  expect((await office.post(sheet, { ...formIn(page.text, sheet), ...paper })).status).toBe(303)
  await eventually(
    'it is accepted',
    async () => (await rig.db.process.findUniqueOrThrow({ where: { id: voiceId(1) } })).state === 'accepted',
  )
  const read = (await office.get(sheet)).text
  expect(read).toContain('荷役設備の更新：')
  expect(read).toContain('紙でいただいた御意見')
  expect(read).toContain('修正を依頼する（委員に通知されます）')
  for (const words of ['課に通知', '字句を修正する']) expect(`${acts}${read}`).not.toContain(words)
  // What a member wrote is mended by the member alone.
  const edit = sheet.replace(/sheet$/, 'edit')
  const version = await rig.db.version.findFirstOrThrow({ where: { processId: voiceId(1) }, orderBy: { no: 'desc' } })
  const mended = { ...formIn(page.text, sheet), ...paper, _base: version.id, _reason: '字句の統一' }
  expect([(await office.get(edit)).status, (await office.post(edit, mended)).status]).toEqual([404, 404])
  const content = { statements: [{ ...(version.content as { statements: object[] }).statements[0], text: '直した御意見' }] }
  const asked = { processId: voiceId(1), post: rig.office, via: 'page' as const, versionId: version.id, content }
  await expect(rig.app.act({ ...asked, act: 'edit', reason: '字句の統一' })).rejects.toThrow(
    '委員の書いたものは、事務局では修正できません。',
  )
})

test('only members without a post that sees other people’s work are mailed a link that signs in by itself', () => {
  const linked = rig.mail.taken
    .filter(({ raw }) => linkIn(raw, /\/sign-in\/(code|open)/))
    .map(({ to, raw }) => [to.split('@')[0], linkIn(raw, /\/sign-in\/open/) !== null, linkIn(raw, /\/sign-in\/code/) !== null])
  expect(linked.map(([to]) => to)).toContain('seisaku')
  // One link each: a member's mail does not also lead to where digits are asked for.
  for (const [to, ...links] of linked) expect([to, ...links]).toEqual([to, String(to).startsWith('seat-'), !String(to).startsWith('seat-')])
})

test('a statement on a programme whose sheet was withdrawn is refused in words, and stays where it was written', async () => {
  await rig.app.act({ processId: `${rig.cycle}/cards/ferry`, post: rig.office, via: 'page', act: 'withdraw', reason: '事業を終えたため' })
  await eventually(
    'it is withdrawn',
    async () => (await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/cards/ferry` } })).state === 'withdrawn',
  )
  const browser = await member(4)
  const answer = await sendAll(browser, rig, 4)
  expect(answer.status).toBe(400)
  expect(answer.text).toContain('「渡し船の運行」のシートは取り下げられたため')
  expect(answer.text).toContain('渡し船の時刻が分かりにくい。')
  expect((await browser.get(`${yearPath(rig, 4)}/about/ferry`)).text).toContain('この施策のシートは取り下げられたため')
})

test('a member whose term ended finds no page, and what comes in the seat’s name is refused in words; the draft stays', async () => {
  const browser = await member(2)
  expect(await say(browser, rig, 2, 'crane', '任期の最後の日に書いた。')).toBe(303)
  const { now } = await rig.db.clock.findUniqueOrThrow({ where: { city: rig.city } })
  await rig.db.holding.updateMany({ where: { postId: seat(rig, 2) }, data: { until: new Date((now?.getTime() ?? 0) - 2 * 86_400_000) } })
  expect((await browser.get(yearPath(rig, 2))).status).toBe(404)
  const content = { statements: [{ id: 'a', subject: 'crane', text: '任期の最後の日に書いた。' }] }
  const late = rig.app.act({ processId: voiceId(2), post: seat(rig, 2), via: 'page', act: 'submit', content })
  await expect(late).rejects.toThrow('任期が終わっている')
  const of = { id: randomUUID(), cycleId: rig.cycle, post: seat(rig, 2), seat: seat(rig, 2), person: null }
  await expect(confirmOwn(rig.db, { ...of, remarks: [{ no: 1, text: 'x' }] })).rejects.toThrow('任期が終わっている')
  expect(await rig.db.draft.count({ where: { processId: voiceId(2) } })).toBe(1)
})

/** One more person who holds the office's post, as a deputy. */
async function officer(name: string): Promise<Browser> {
  const [id, email] = [randomUUID(), `officer-${name}@minato.example`]
  await rig.db.person.create({ data: { id, name: `担当${name}`, email, createdAt: new Date(), updatedAt: new Date() } })
  const from = new Date('2000-04-01')
  await rig.db.holding.create({ data: { id: randomUUID(), postId: rig.office, personId: id, kind: 'deputy', from, recordedBy: 'test' } })
  return pages.signedIn(email)
}
