import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { askHead } from '../../client/app/desk/ask-head.js'
import { discardDraft } from '../../client/app/desk/draft.js'
import { insertRemarks } from '../../client/app/review/remarks/remark-rows.js'
import { begin, recordRemarks, takeRemarkBack } from '../../client/app/review/remarks/remarks.js'
import { readBenches } from '../../client/app/review/workbench/bench.js'
import { type HandedIn, handInOpinions } from '../../client/app/review/workbench/hand-in-opinions.js'
import { reviewStanding } from '../../client/app/review/workbench/standing.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { eventually, playUntil, quiet } from '../support/stage.js'
import { statementRecorder } from '../support/statements.js'

let rig: Rig
let pages: Pages
let home: string
let office: Browser

beforeAll(async () => {
  rig = await rigFor(reviewCity())
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['remarks'] === 'open')
  pages = await pagesOf(rig)
  home = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/review`
  office = await pages.signedIn('seisaku@minato.example')
}, 180_000)
afterAll(() => rig?.close())

type Fields = Record<string, string | string[] | File>
/** Sends a form as a browser does, also one that brings a file. */
async function send(path: string, fields: Fields, as = office) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
  const headers = { cookie: [...as.jar].map(([name, value]) => `${name}=${value}`).join('; '), origin: 'http://127.0.0.1' }
  const response = await pages.app.request(path, { method: 'POST', headers, body, redirect: 'manual' })
  return { status: response.status, text: await response.text(), location: response.headers.get('location') ?? '' }
}
let keys = 0
const key = () => {
  keys += 1
  return `a-key-of-this-test-${keys}`
}
const notes = (text: string, more: Fields = {}) =>
  send(`${home}/remarks`, { _key: key(), _act: 'record', text, subject: '', where: 'notes', place: '', seat: '', document: '', ...more })
const remarks = () => rig.db.remark.findMany({ where: { cycleId: rig.cycle }, orderBy: { no: 'asc' } })
const trail = (kind: string) => rig.db.trail.findMany({ where: { cycleId: rig.cycle, kind }, orderBy: { no: 'asc' } })
const bench = (subject: string) => `${home}/workbench/${subject}`
const processOf = (subject: string) => `${rig.cycle}/remarks/${subject}`
const draft = async (subject: string) => rig.db.draft.findUnique({ where: { processId: processOf(subject) } })
const opinions = async (subject: string) => ((await draft(subject))?.content as { opinions?: Opinion[] } | undefined)?.opinions ?? []
interface Opinion {
  id: string
  no: number
  text: string
  sources?: string[]
  kind?: string
}
/** One act on a bench, upon what stands now unless another revision is named. */
const act = async (subject: string, name: string, fields: Fields = {}) =>
  send(bench(subject), { _key: key(), _revision: String((await draft(subject))?.revision ?? 0), _base: '', _act: name, ...fields })

describe('what was said', () => {
  test('is the office’s to write down: to a section there is no such page, an auditor finds nothing to fill in', async () => {
    for (const who of ['machi-cho@minato.example', 'kansa@minato.example']) {
      const other = await pages.signedIn(who)
      const audits = who.startsWith('kansa')
      for (const path of ['remarks', 'workbench', 'workbench/market']) {
        const { status, text } = await other.get(`${home}/${path}`)
        expect(status).toBe(audits ? 200 : 404)
        expect(text).not.toMatch(/<form method="post" action="[^"]*\/review\//)
      }
      expect((await other.get(`${home}/confirmations`)).status).toBe(404)
      expect((await send(`${home}/remarks`, { _key: key(), _act: 'record', text: 'market：x', where: 'notes' }, other)).status).toBe(404)
    }
  })

  test('is read out of notes first and shown; only then it is recorded, once, with a row in the trail', async () => {
    const text =
      '・朝市の支援：出店が減っている。\n【荷役設備の更新】\n・更新の順番が見えない。\n・market：客の数を知りたい。\n全体：費用の分け方。'
    const given = { _key: key(), text, subject: '', where: 'meeting', place: '控え3ページ', seat: `${rig.city}/seat-01`, document: '' }
    const shown = await send(`${home}/remarks`, { ...given, _act: 'preview' })
    expect(shown.status).toBe(200)
    for (const words of ['記録する前の確認（4件）', '更新の順番が見えない。', 'この4件を記録する']) expect(shown.text).toContain(words)
    expect(await remarks()).toEqual([])
    for (let twice = 0; twice < 2; twice += 1) expect((await send(`${home}/remarks`, { ...given, _act: 'record' })).status).toBe(303)
    expect((await remarks()).map(({ subject, text: said, source, place }) => [subject, said, source, place])).toEqual([
      ['market', '出店が減っている。', 'meeting', '控え3ページ'],
      ['crane', '更新の順番が見えない。', 'meeting', '控え3ページ'],
      ['market', '客の数を知りたい。', 'meeting', '控え3ページ'],
      ['cross-cutting', '費用の分け方。', 'meeting', '控え3ページ'],
    ])
    const same = await send(`${home}/remarks`, { ...given, _key: key(), _act: 'preview' })
    expect(same.text.split('同じ発言が、すでに記録されています。')).toHaveLength(5)
    const again = { ...given, text: 'market：書き足した話', _act: 'record' }
    const other = await send(`${home}/remarks`, again)
    expect([other.status, other.text.includes('同じ受付の番号で別の内容が送られました。')]).toEqual([400, true])
    expect(other.text).toContain('書き足した話')
    expect(other.text, 'the next press has a key of its own').not.toContain(`value="${given._key}"`)
    expect(await remarks()).toHaveLength(4)
    const [row] = await trail('remarks-recorded')
    expect(row?.body).not.toContain('出店')
    const { text: list } = await office.get(`${home}/remarks?about=market&use=left`)
    for (const words of ['出店が減っている。', '発言（2件／全', '未整理']) expect(list).toContain(words)
    expect((await office.get(`${home}/remarks?use=used`)).text).toContain('条件に合う発言はありません。')
  })

  test('about nothing that can be told, from nowhere, or by no member is refused whole, and stays in the box', async () => {
    const before = await remarks()
    const faulty: [Fields, string][] = [
      [{ text: 'どの施策でもない話' }, '1行目：何についての発言か分かりません。'],
      [{ text: 'market：x', where: '' }, '発言の出所を選んでください。'],
      [{ text: ' \n ' }, '発言を書いてください。'],
      [{ text: 'market：x', seat: `${rig.city}/office` }, '委員の席でない職は選べません。'],
      [{ text: 'market：x', where: 'meeting|elsewhere' }, '選んだ会議・聴取は、この年度のものではありません。'],
      [{ text: 'market：x', document: 'elsewhere' }, '選んだ資料は、この年度にありません。'],
      [{ text: 'とても長い', subject: 'nobody' }, '対象「nobody」は、この年度の名簿にありません。'],
    ]
    for (const [fields, sentence] of faulty) {
      const { status, text } = await notes('', fields)
      expect([status, text.includes(sentence)], sentence).toEqual([400, true])
      expect(text).toContain(String(fields['text']).trim())
    }
    expect(await remarks()).toEqual(before)
    await expect(
      recordRemarks(rig.db, {
        id: key(),
        cycleId: rig.cycle,
        post: `${rig.city}/machi-officer`,
        person: null,
        source: 'notes',
        remarks: [{ subject: 'market', text: 'x' }],
      }),
    ).rejects.toMatchObject({ code: 'wrong-post' })
  })

  test('in a hearing about no programme has a place that is called as the definition calls it', async () => {
    const [id, from] = [`${rig.cycle}/voices/visits`, processOf('market')]
    await rig.db
      .$executeRaw`INSERT INTO process SELECT (jsonb_populate_record(p, jsonb_build_object('id', ${id}::text, 'step_key', 'voices',
      'step_kind', 'hear', 'subject', 'visits', 'counts', true))).* FROM process p WHERE p.id = ${from}`
    const { text } = await office.get(`${home}/remarks`)
    await rig.db.process.delete({ where: { id } })
    expect(/聴取：[^<]*/.exec(text)?.[0]).toBe('聴取：委員の御意見')
  })

  test('goes into the records at once, however much it is', async () => {
    const recorder = statementRecorder()
    const record = (n: number) => {
      const remarks = Array.from({ length: n }, (_, at) => ({ subject: 'market', text: `${at + 1}つめの話` }))
      const word = { id: key(), cycleId: rig.cycle, post: rig.office, person: null }
      return recorder.record(() => recordRemarks(rig.db, { ...word, source: 'notes', remarks }))
    }
    const [few, many] = [await record(2), await record(40)]
    recorder.stop()
    expect(many.statements).toBe(few.statements)
    const [first = 0] = many.result
    expect(many.result).toEqual(Array.from({ length: 40 }, (_, at) => first + at))
    const last = await rig.db.remark.findUniqueOrThrow({ where: { no: first + 39 } })
    expect(last.text).toBe('40つめの話')
    for (const no of [...few.result, ...many.result])
      await takeRemarkBack(rig.db, { id: key(), cycleId: rig.cycle, post: rig.office, person: null, no, reason: '試し' })
  })

  test('is corrected by a new row under the same key, and taken back with a reason; a correction of the older row is refused', async () => {
    const [first] = await remarks()
    if (!first) throw new Error('no remark')
    const mend = (no: number, more: Fields) =>
      send(`${home}/remarks/${no}`, { _key: key(), _act: 'correct', subject: 'market', text: first.text, seat: '', place: '', ...more })
    expect((await mend(first.no, { text: '出店者が減っている。' })).status).toBe(303)
    const late = await mend(first.no, { text: '二人目の訂正' })
    expect([late.status, late.text.includes('ほかの操作で状態が変わりました。')]).toEqual([400, true])
    for (const words of ['あなたの入力', '二人目の訂正']) expect(late.text).toContain(words)
    const newest = (await remarks()).at(-1)
    expect(newest).toMatchObject({ replaces: first.no, text: '出店者が減っている。' })
    const said = () =>
      rig.db.$queryRaw<
        { key: string; text: string }[]
      >`SELECT key, text FROM said WHERE cycle_id = ${rig.cycle} AND key = ${`r${first.no}`}`
    expect(await said()).toEqual([{ key: `r${first.no}`, text: '出店者が減っている。' }])
    expect((await office.get(`${home}/remarks/${newest?.no}`)).text).toContain('出店が減っている。')
    await notes('market：誰も言っていない。')
    const wrong = (await remarks()).at(-1)?.no ?? 0
    expect((await mend(wrong, { _act: 'take-back', reason: '' })).text).toContain('取り消す理由を書いてください。')
    expect((await mend(wrong, { _act: 'take-back', reason: '聞き違い' })).status).toBe(303)
    expect((await office.get(`${home}/remarks`)).text).not.toContain('誰も言っていない。')
    expect((await trail('remark-taken-back')).at(-1)?.body).toContain('聞き違い')
  })
})

async function docx(text: string[]): Promise<File> {
  const zip = new ZipFile()
  const paragraphs = text.map((one) => `<w:p><w:r><w:t>${one}</w:t></w:r></w:p>`).join('')
  const types =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
  const rels =
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
  const document = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs}</w:body></w:document>`
  for (const [name, part] of Object.entries({ '[Content_Types].xml': types, '_rels/.rels': rels, 'word/document.xml': document }))
    zip.addBuffer(Buffer.from(part), name)
  zip.end()
  return new File([new Uint8Array(await buffer(zip.outputStream))], '部会の控え.docx')
}
const keep = (file: File) => send(`${home}/remarks/notes`, { _key: key(), file })

describe('a file of notes', () => {
  test('is kept as it is for the office alone; a Word file’s text comes into the box', async () => {
    const file = await docx(['market：朝が早すぎる。', '次回は9月。'])
    const kept = await keep(file)
    expect(kept.status).toBe(303)
    const id = new URL(kept.location, 'http://127.0.0.1').searchParams.get('kept') ?? ''
    const { text } = await office.get(`${home}/remarks?notes=${id}`)
    expect(text).toContain('market：朝が早すぎる。\n次回は9月。')
    const cookie = [...office.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const got = await pages.app.request(`${home}/remarks/notes/${id}`, { headers: { cookie } })
    expect([got.headers.get('content-disposition')?.startsWith('attachment'), got.headers.get('x-content-type-options')]).toEqual([
      true,
      'nosniff',
    ])
    expect(Buffer.from(await got.arrayBuffer())).toEqual(Buffer.from(await file.arrayBuffer()))
    for (const who of ['machi-cho@minato.example', 'kansa@minato.example']) {
      const other = await pages.signedIn(who)
      for (const file of [`/notes/${id}`, `?notes=${id}`]) expect((await other.get(`${home}/remarks${file}`)).status).toBe(404)
    }
    expect((await trail('document-kept')).at(-1)?.body).not.toContain('控え')
  })

  test('that is too large, of another kind, or no Word file by its content is refused in words', async () => {
    const large = new File([new Uint8Array(5 * 1024 * 1024 + 1).fill(0x20)], 'a.txt')
    expect((await keep(large)).text).toContain('5 MBまでです。')
    expect((await keep(new File(['x'], 'a.exe'))).text).toContain('この種類のファイルは保存できません。')
    expect((await keep(new File(['no zip at all'], 'a.docx'))).text).toContain('の中身は、名前の末尾が表す種類のものではありません。')
    expect((await keep(new File([], 'a.txt'))).text).toContain('ファイルが選ばれていないか、空です。')
    // An archive that is no document: kept as a file, but no text is read of it.
    const zip = new ZipFile()
    zip.addBuffer(Buffer.from('x'), 'x.txt')
    zip.end()
    const kept = await keep(new File([new Uint8Array(await buffer(zip.outputStream))], 'b.docx'))
    const id = new URL(kept.location, 'http://127.0.0.1').searchParams.get('kept') ?? ''
    const read = await office.get(`${home}/remarks?notes=${id}`)
    expect([read.status, read.text.includes('Wordファイル（.docx）ではありません。')]).toEqual([400, true])
  })
})

describe('the workbench', () => {
  test('makes an opinion of remarks with one button, and says what is left', async () => {
    const { text } = await office.get(bench('market'))
    expect(text).toContain('未整理の発言（2件）')
    const sources = [...text.matchAll(/name="source" value="([^"]+)"/g)].map(([, source]) => source ?? '')
    expect((await act('market', 'make', { source: sources, kind: 'ask', viewpoint: 'reach' })).status).toBe(303)
    expect(await opinions('market')).toMatchObject([{ no: 1, text: '出店者が減っている。\n客の数を知りたい。', sources, kind: 'ask' }])
    expect((await office.get(bench('market'))).text).toContain('未整理の発言（0件）')
    expect((await office.get(`${home}/remarks?about=market`)).text).toContain('意見①')
    // A draft is the office's own.
    const auditor = await pages.signedIn('kansa@minato.example')
    expect((await auditor.get(bench('market'))).text).toContain('提出された意見は、まだありません。')
    expect((await auditor.get(`${home}/remarks?about=market`)).text).not.toContain('意見①')
  })

  test('splits, merges, rewords; every act can be undone', async () => {
    const [one] = await opinions('market')
    const [a = '', b = ''] = one?.sources ?? []
    const parts = { opinion: one?.id ?? '', 'part.0.text': '出店', 'part.0.source': a, 'part.1.text': '客', 'part.1.source': b }
    expect((await office.get(`${bench('market')}?split=${one?.id}`)).text).toContain('意見①を分ける')
    const lost = await act('market', 'split', { ...parts, 'part.1.source': [] })
    expect([lost.status, lost.text.includes('もとの発言のうち1件が'), lost.text.includes('出店</textarea>')]).toEqual([400, true, true])
    expect((await act('market', 'split', parts)).status).toBe(303)
    expect((await opinions('market')).map(({ text, sources }) => [text, sources])).toEqual([
      ['出店', [a]],
      ['客', [b]],
    ])
    expect((await office.get(`${bench('market')}?merge=`)).text).toContain('まとめる意見を二つ以上選んでください。')
    expect((await office.get(bench('market'))).text).toContain('aria-label="意見①を前へ"')
    const both = (await opinions('market')).map(({ id }) => id)
    expect((await office.get(`${bench('market')}?${both.map((id) => `merge=${id}`).join('&')}`)).text).toContain('出店\n客</textarea>')
    expect((await act('market', 'merge', { opinion: both, text: '一つに', kind: 'ask' })).status).toBe(303)
    expect(await opinions('market')).toMatchObject([{ no: 1, text: '一つに', sources: [a, b] }])
    expect((await act('market', 'undo')).status).toBe(303)
    expect((await opinions('market')).map(({ text }) => text)).toEqual(['出店', '客'])
    expect((await act('market', 'undo')).status).toBe(303)
    expect(await opinions('market')).toMatchObject([{ text: '出店者が減っている。\n客の数を知りたい。', sources: [a, b] }])
  })

  test('moves an opinion to another subject in both drafts or in none, and takes that back in both', async () => {
    const [one] = await opinions('market')
    const to = async (revision?: number) => `cross-cutting|${revision ?? (await draft('cross-cutting'))?.revision ?? 0}`
    const stale = await act('market', 'move', { opinion: one?.id ?? '', to: await to(7) })
    expect(stale.status).toBe(409)
    expect([(await opinions('market')).length, (await opinions('cross-cutting')).length]).toEqual([1, 0])
    expect((await act('market', 'move', { opinion: one?.id ?? '', to: await to() })).status).toBe(303)
    expect([(await opinions('market')).length, (await opinions('cross-cutting'))[0]?.sources]).toEqual([0, one?.sources])
    expect((await act('market', 'undo')).status).toBe(303)
    expect([(await opinions('market'))[0]?.sources, (await opinions('cross-cutting')).length]).toEqual([one?.sources, 0])
  })

  test('undoes twenty acts one after another; an undo that was sent twice is one', async () => {
    const before = await opinions('market')
    for (let n = 1; n <= 21; n += 1) expect((await act('market', 'make', { text: `${n}つめ`, kind: 'ask' })).status).toBe(303)
    for (let n = 1; n < 20; n += 1) expect((await act('market', 'undo')).status).toBe(303)
    const last = { _key: key(), _revision: String((await draft('market'))?.revision) }
    for (const _ of ['once', 'twice']) expect((await act('market', 'undo', last)).status).toBe(303)
    const [left] = (await opinions('market')).slice(before.length)
    expect(left?.text).toBe('1つめ')
    expect((await act('market', 'undo')).text).toContain('元に戻せる操作がありません。')
    expect((await act('market', 'remove', { opinion: left?.id ?? '' })).status).toBe(303)
    expect(await opinions('market')).toEqual(before)
  })

  test('gives back what was typed about an opinion that somebody took away meanwhile', async () => {
    expect((await act('market', 'make', { text: '消える意見。', kind: 'ask' })).status).toBe(303)
    const [one, gone] = await opinions('market')
    const read = { _revision: String((await draft('market'))?.revision), opinion: gone?.id ?? '', kind: 'ask' }
    expect((await act('market', 'remove', { opinion: read.opinion })).status).toBe(303)
    const late = [
      await act('market', 'reword', { ...read, text: '長い打ち直し。', printing: 'printed' }),
      await act('market', 'split', { ...read, 'part.0.text': '長い打ち直し。', 'part.1.text': '残り。' }),
      await act('market', 'merge', { ...read, opinion: [one?.id ?? '', read.opinion], text: '長い打ち直し。' }),
    ]
    for (const { status, text } of late) {
      expect(status).toBe(409)
      expect(text).toMatch(/あなたの入力（[^）]*保存していません）[\s\S]*長い打ち直し。<\/dd>/)
      expect(text).not.toContain('もう一度行う')
    }
  })

  test('asks the head anew about a draft that was thrown away and written again up to the same revision', async () => {
    const [processId, cycleId, definition] = [processOf('crane'), rig.cycle, rig.definition]
    for (const mails of [1, 2]) {
      expect((await act('crane', 'make', { text: '書き直す意見', kind: 'ask' })).status).toBe(303)
      for (const _ of ['once', 'twice']) expect(await askHead(rig.connections, { processId, cycleId, revision: 1, definition })).toBe(true)
      expect(await rig.db.notice.count({ where: { processId, kind: 'confirmation' } })).toBe(mails)
      expect(await discardDraft(rig.db, processId, 1)).toBe(true)
    }
  })

  test('shows the second of two officers what both wrote: nothing is lost', async () => {
    const read = String((await draft('market'))?.revision)
    const [one] = await opinions('market')
    const reword = (text: string) =>
      act('market', 'reword', { _revision: read, opinion: one?.id ?? '', text, kind: 'ask', printing: 'printed' })
    const answers = await Promise.all([reword('甲の文。'), reword('乙の文。')])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const second = answers.find(({ status }) => status === 409)
    for (const words of ['甲の文。', '乙の文。', 'ほかの画面で先に保存されています', 'もう一度行う']) expect(second?.text).toContain(words)
    for (const [id, chosen] of [
      ['kind', 'ask'],
      ['printing', 'printed'],
    ])
      expect(second?.text).toMatch(new RegExp(`<select id="${id}-kept"[\\s\\S]*?<option value="${chosen}" selected`))
  })

  test('refuses in place what lacks something: what was ticked, chosen and typed stays in its form, and no other box asks again', async () => {
    const given = await notes('market：理由のない話。')
    expect(given.status).toBe(303)
    const said = `r${(await remarks()).at(-1)?.no}`
    const aside = await act('market', 'aside', { source: said, reason: '', text: '書きかけ', kind: 'ask' })
    const make = await act('market', 'make', { text: '', kind: 'ask' })
    const [one] = await opinions('market')
    const wording = { opinion: one?.id ?? '', text: '直しかけ', kind: 'ask', printing: 'unprinted', unprinted: '' }
    const reword = await act('market', 'reword', wording)
    for (const { status, text } of [aside, make, reword]) {
      expect(status).toBe(400)
      expect(text).not.toContain('もう一度行う')
    }
    expect(aside.text).toMatch(new RegExp(`<input type="checkbox" id="source-${said}" name="source" value="${said}" checked`))
    for (const words of ['書きかけ</textarea>', 'name="reason"']) expect(aside.text).toContain(words)
    for (const { text } of [aside, make]) expect(text).toMatch(/<select id="kind-new"[\s\S]*?<option value="ask" selected/)
    expect(reword.text).toMatch(/<details open="">[\s\S]*直しかけ<\/textarea>[\s\S]*<option value="unprinted" selected/)
    expect((await act('market', 'jump')).text).toContain('どの操作か分かりません。')
    const no = (await remarks()).at(-1)?.no ?? 0
    await takeRemarkBack(rig.db, { id: key(), cycleId: rig.cycle, post: rig.office, person: null, no, reason: '試し' })
  })

  test('refuses what nobody said, an opinion that is not there, and a subject whose assignment was withdrawn', async () => {
    const before = await opinions('market')
    expect((await act('market', 'make', { source: 'r9999', text: 'x', kind: 'ask' })).text).toContain('取り消されたか、この年度にないもの')
    expect((await act('market', 'up', { opinion: 'o-none' })).text).toContain('この意見は、もうありません。')
    expect(await opinions('market')).toEqual(before)
    expect((await office.get(bench('lights'))).status).toBe(404)
    await rig.app.act({ processId: processOf('crane'), act: 'withdraw', reason: '今年度は点検しない。', post: rig.office, via: 'page' })
    await quiet(rig)
    expect((await act('crane', 'make', { text: 'x', kind: 'ask' })).text).toContain(
      'この対象の依頼は取り下げられています。意見は書けません。',
    )
  })

  test('a remark that is being written down while opinions are handed in keeps them back', async () => {
    const { personId: person } = await rig.db.holding.findFirstOrThrow({ where: { postId: rig.office } })
    const word = { id: key(), cycleId: rig.cycle, post: rig.office, person }
    const subjects = [{ subject: 'market', revision: (await draft('market'))?.revision ?? 0 }]
    let handing: Promise<HandedIn[]> = Promise.resolve([])
    let over = false
    const waits = async () => {
      const rows = await rig.db.$queryRaw<{ pid: number }[]>`
        SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
      return over || rows.length > 0
    }
    const [no = 0] = await rig.db.$transaction(
      async (tx) => {
        const { now: at } = await begin(tx, word)
        const written = await insertRemarks(tx, word, [{ source: 'notes', subject: 'market', text: '最後の一言。', at }])
        handing = handInOpinions(rig.connections, rig.definition, { ...word, subjects, oral: true }).finally(() => {
          over = true
        })
        await eventually('the hand-in waits or is over', waits)
        return written
      },
      { timeout: 30_000 },
    )
    expect(await handing).toEqual([{ subject: 'market', problems: [expect.stringContaining('意見になっていない発言が1件あります。')] }])
    await takeRemarkBack(rig.db, { ...word, id: key(), no, reason: '試し' })
  })

  test('hands in what is ready, and says of the rest what is missing: a remark becomes an opinion or is set aside with a reason', async () => {
    const { text } = await office.get(`${home}/workbench`)
    expect(text).toContain('意見がまだありません。')
    expect(text).toMatch(/name="ready" value="market\|\d+"/)
    expect(text).not.toMatch(/name="ready" value="cross-cutting/)
    await act('cross-cutting', 'make', { text: '全体の意見', kind: 'ask' })
    const left = (await office.get(bench('cross-cutting'))).text
    const sources = [...left.matchAll(/name="source" value="([^"]+)"/g)].map(([, source]) => source ?? '')
    expect(sources.length).toBeGreaterThan(0)
    expect((await act('cross-cutting', 'aside', { source: sources, reason: '' })).text).toContain('意見にしない理由を書いてください。')
    const ready = async (subject: string) => `${subject}|${(await draft(subject))?.revision}`
    const handIn = async (...subjects: string[]) =>
      send(`${home}/workbench/hand-in`, { _key: key(), oral: 'yes', ready: await Promise.all(subjects.map(ready)) })
    const early = await handIn('cross-cutting')
    expect([early.status, early.text.includes(`意見になっていない発言が${sources.length}件あります。`)]).toEqual([400, true])
    expect((await act('cross-cutting', 'aside', { source: sources, reason: '感想のため' })).status).toBe(303)
    expect((await trail('remarks-set-aside')).at(-1)?.body).toContain('感想のため')
    const ask = async (revision: string) => send(`${home}/workbench/hand-in`, { _key: key(), _act: 'ask-head', ready: revision })
    expect((await ask('market|0')).text).toContain('その間にほかの画面で保存されたか、提出されました。')
    expect((await office.get(`${home}/workbench`)).text).toContain('課長の確認を依頼する')
    for (const again of [await ask(await ready('market')), await ask(await ready('market'))])
      expect([again.status, again.text.includes('課長に確認を依頼しました。')]).toEqual([200, true])
    const { requested, revision } = (await draft('market')) ?? {}
    expect(requested).toBe(revision)
    expect(await rig.db.notice.count({ where: { processId: processOf('market'), kind: 'confirmation' } })).toBe(1)
    const head = await pages.signedIn('seisaku-cho@minato.example')
    const asked = await head.get(`${home.replace(/review$/, 'assignments')}/remarks/market/sheet`)
    expect(asked.text).toContain('確認だけして、提出は担当者に任せる')
    const unasked = await send(`${home}/workbench/hand-in`, { _key: key(), ready: await ready('market') })
    expect([unasked.status, unasked.text.includes('提出の前に課長の確認が要ります。')]).toEqual([400, true])
    expect(
      [...unasked.text.matchAll(/name="ready" value="([a-z-]+)\|\d+"( checked)?/g)].map(([, subject, ticked]) => [subject, !!ticked]),
    ).toEqual([
      ['market', true],
      ['cross-cutting', false],
    ])
    const both = await handIn('market', 'cross-cutting')
    expect(both.text).toContain('提出しました（受付番号')
    expect(both.status).toBe(200)
    await quiet(rig)
    const accepted = await rig.db.process.findUniqueOrThrow({ where: { id: processOf('market') } })
    expect(accepted.state).toBe('accepted')
    const adopted = (await office.get(bench('market'))).text
    for (const words of ['受理されている版：', '第1版', 'その後の変更はありません。']) expect(adopted).toContain(words)
    const late = await act('market', 'make', { text: '提出に遅れた文。' })
    for (const words of ['意見はすでに提出されています。', '提出に遅れた文。</dd>']) expect(late.text).toContain(words)
  })

  test('shows what changed since the adoption, and lets no number go that an Action answers', async () => {
    const id = processOf('market')
    await rig.app.act({ processId: id, act: 'return', reason: '一つ加えたい。', post: rig.office, via: 'page' })
    await quiet(rig)
    const base = (await rig.db.version.findFirstOrThrow({ where: { processId: id }, orderBy: { no: 'desc' } })).id
    const { content: handed } = await rig.db.version.findUniqueOrThrow({ where: { id: base } })
    const [first] = (handed as unknown as { opinions: Opinion[] }).opinions
    const opinion = first?.id ?? ''
    expect((await act('market', 'reword', { _base: base, opinion, text: '直した文。', kind: 'ask', printing: 'printed' })).status).toBe(303)
    expect((await office.get(bench('market'))).text).toContain('その後、1か所を変えています（まだ提出していません）。')
    const { text: audited } = await (await pages.signedIn('kansa@minato.example')).get(bench('market'))
    for (const words of [first?.text ?? '', 'もとの発言（2件）', '出店者が減っている。']) expect(audited).toContain(words)
    for (const words of ['直した文。', 'か所を変えています']) expect(audited).not.toContain(words)
    // As a section's accepted answer stands in the records.
    const answer = `${rig.cycle}/replies/market`
    const content = JSON.stringify({ actions: [{ text: '増やす。', answers: [1], whole: [2] }] })
    await rig.db
      .$executeRaw`INSERT INTO process SELECT (jsonb_populate_record(p, jsonb_build_object('id', ${answer}::text, 'step_key', 'replies',
      'step_kind', 'respond', 'form', 'replies', 'state', 'accepted', 'accepted_version', ${`${answer}@1`}::text))).* FROM process p WHERE p.id = ${id}`
    await rig.db.$executeRaw`INSERT INTO version (id, process_id, cycle_id, subject, form, no, hash, content, by_post, created_at)
      VALUES (${`${answer}@1`}, ${answer}, ${rig.cycle}, 'market', 'replies', 1, '-', ${content}::jsonb, ${rig.office}, now())`
    // Of another subject's Action, only what it says of the whole is about the whole.
    const benches = await readBenches(rig.db, rig.cycle, rig.definition)
    const answered = Object.fromEntries(benches.map((one) => [one.subject, one.answered]))
    expect(answered).toMatchObject({ market: [1], 'cross-cutting': [2] })
    const gone = await act('market', 'remove', { _base: base, opinion })
    expect([gone.status, gone.text.includes('意見①には、すでに対応が番号で答えています。')]).toEqual([400, true])
    expect((await act('market', 'make', { _base: base, text: '二つ目', kind: 'ask' })).status).toBe(303)
    expect((await opinions('market')).map(({ no, text }) => [no, text])).toEqual([
      [1, '直した文。'],
      [2, '二つ目'],
    ])
  })

  test('what is left is the same number on the year’s own page, and members see sheets from the instant of their release', async () => {
    const before = await reviewStanding(rig.db, rig.cycle, true)
    const [one] = (await opinions('market')).filter(({ sources = [] }) => sources.length > 0)
    const base = (await rig.db.version.findFirst({ where: { processId: processOf('market') }, orderBy: { no: 'desc' } }))?.id ?? ''
    const out = { _base: base, opinion: one?.id ?? '', source: one?.sources?.[0] ?? '' }
    expect((await act('market', 'take-out', out)).status).toBe(303)
    expect((await reviewStanding(rig.db, rig.cycle, true)).unused).toBe(before.unused + 1)
    const auditor = await pages.signedIn('kansa@minato.example')
    const shown = `未整理 ${(await reviewStanding(rig.db, rig.cycle, false)).unused}件・`
    const seen = (await auditor.get(`${home}/workbench`)).text
    expect([seen.includes(shown), seen.includes('提出までに要ること')]).toEqual([true, false])
    expect((await auditor.get(home)).text).not.toContain(`まだ意見にしていないもの ${before.unused + 1}件`)
    const hub = (await office.get(home)).text
    expect(hub).toContain(`まだ意見にしていないもの ${before.unused + 1}件`)
    expect(hub).toMatch(
      new RegExp(`まだ意見にしていない発言が${before.unused + 1}件あります。<a href="[^"]*/review/workbench">意見を整理する</a>`),
    )
    for (const [at, released] of [['2100-01-01', false] as const, ['2000-01-01', true] as const]) {
      await rig.db.$executeRaw`UPDATE process SET members_see_at = ${at}::timestamptz WHERE id = ${rig.cycle}`
      expect((await reviewStanding(rig.db, rig.cycle, true)).released, at).toBe(released)
    }
  })
})
