import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeMail } from '../../domain/correspondence/compose-mail.js'
import { groupValues } from '../../domain/correspondence/group-values.js'
import { LetterError } from '../../domain/correspondence/letter-error.js'
import { type Letters, lettersOf, readLetters } from '../../domain/correspondence/letters.js'
import type { MailInput, NoticeKind, Tone } from '../../domain/correspondence/mail-input.js'
import { type SampleOf, sampleMail } from '../../domain/correspondence/sample-mail.js'
import { tones, urgency } from '../../domain/correspondence/urgency.js'
import { valuesOfKind } from '../../domain/correspondence/values.js'

const shipped = readFileSync(new URL('../../definitions/letters.yaml', import.meta.url), 'utf8')
const inForce = (text: string) => lettersOf({ text, shipped })
const letters = inForce(shipped)

/** The shipped file with one piece of it replaced; the piece must be there. */
function changed(from: string, to: string): string {
  expect(shipped).toContain(from)
  return shipped.replace(from, to)
}
/** What is said of it, as `line：message`. */
function problemsOf(text: string): string[] {
  const read = readLetters(text)
  return read.ok ? [] : read.problems.map(({ line, message }) => `${line} ${message}`)
}
const lineOf = (text: string, piece: string) => text.slice(0, text.indexOf(piece)).split('\n').length

const of: SampleOf = {
  city: '川崎市',
  office: '経済労働局産業政策部企画課',
  reportTitle: '中小企業活性化施策実施状況報告書',
  fiscalYear: 2015,
  asOf: '2015-12-15T00:00:00.000Z',
  publicUrl: 'https://junkan.example/',
}
const mailOf = (kind: NoticeKind, tone: Tone = 'ordinary', full = true) => sampleMail(kind, tone, of, full)
const everySample = urgency.flatMap((kind) => tones.flatMap((tone) => [true, false].map((full) => ({ kind, tone, full }))))

describe('a file of letters is refused, with its line and what to write instead,', () => {
  it.each([
    [
      'a value that does not exist',
      '{{ count }}件を修正し、改めて御提出ください。',
      '{{ cuont }}件を修正し、改めて御提出ください。',
      /cuont.*「count」の誤りではありませんか/,
    ],
    [
      'a value of another kind',
      '貴課の{{ title }}{{ count }}件の提出状況を',
      '貴課の{{ receiptNumber }}の提出状況を',
      /receiptNumber.*ここでは使えません/,
    ],
    [
      'a value that may be missing, unguarded',
      '{{ count }}件を受理しました。',
      '{{ dueDay }}の分を受理しました。',
      /dueDay.*ないことがあります.*% if dueDay %/,
    ],
    ['a value guarded by another', '{% if handoverDay %}', '{% if count %}', /handoverDay.*ないことがあります/],
    ['an unknown filter', '内容を確認し、受理しました。', '{{ title | upcase }}を受理しました。', /「\| upcase」.*使えるもの/],
    ['a loop', '内容を確認し、受理しました。', '{% for a in title %}あ{% endfor %}', /% for %} は使えません/],
    ['another file', '内容を確認し、受理しました。', '{% include "/etc/passwd" %}', /% include %} は使えません/],
    ['a condition that never ends', '内容を確認し、受理しました。', '{% if due %}受理しました。', /閉じられていません.*endif/],
    ['a value that never ends', '内容を確認し、受理しました。', '{{ title を受理しました。', /閉じられていません/],
    ['a range', '内容を確認し、受理しました。', '{{ (1..9000000) }}を受理しました。', /範囲は使えません/],
    ['a range in a condition', '内容を確認し、受理しました。', '{% if title == ("}}" .. 9000000) %}あ{% endif %}受理', /範囲は使えません/],
    ['what an object keeps to itself', '内容を確認し、受理しました。', '{{ title.constructor }}', /「\.」や \[ \] は使えません/],
    ['HTML', '内容を確認し、受理しました。', '<b>受理</b>しました。', /HTML のタグ「<b>」/],
    ['an HTML sign', '内容を確認し、受理しました。', '受理&nbsp;しました。', /「&nbsp;」/],
    ['a text that turns around', '内容を確認し、受理しました。', '受理\u202eしました。', /見えない文字（U\+202E）/],
    ['several lines', "'内容を確認し、受理しました。'", '"内容を確認し、\\n受理しました。"', /2行以上/],
    ['a line that can be empty', '内容を確認し、受理しました。', '{% if due %}受理しました。{% endif %}', /空になることがあります/],
    ['a subject that no mail program shows', '【お知らせ】{{ title }}を受理しました', `【お知らせ】${'長'.repeat(80)}`, /件名が長すぎます/],
    ['a key that is no key', '  number: ', '  nunber: ', /「nunber」というキーはありません。「number」の誤り/],
    ['another format', 'junkan: letters/1', 'junkan: letters/2', /「letters\/2」は使えません/],
    ['braces of full width', '内容を確認し、受理しました。', '｛｛ title ｝｝を受理しました。', /全角のかっこ/],
    [
      'a condition that is not closed',
      '内容を確認し、受理しました。',
      '{% if title 受理しました。',
      /書き方を読めません|閉じられていません/,
    ],
    ['a tab', '  number:', '\tnumber:', /タブ/],
    ['an end without a beginning', '内容を確認し、受理しました。', '受理 %}しました。', /始まりのない/],
  ] as [string, string, string, RegExp][])('for %s', (_what, from, to, said) => {
    const text = changed(from, to)
    const found = problemsOf(text).find((problem) => said.test(problem))
    expect(found, problemsOf(text).join('\n')).toBeDefined()
    expect(Number(found?.split(' ')[0])).toBe(lineOf(text, to))
  })

  it('with one sentence where nothing can be read: a tab, a picture', () => {
    expect(problemsOf(changed('  number:', '\tnumber:'))).toHaveLength(1)
    expect(problemsOf('\u0089PNG\r\n\u001a\n\u0000\u0000')).toEqual([
      expect.stringContaining('文面のファイル（YAML の文章）ではありません'),
    ])
  })

  it('for a missing kind and a missing part, all at once', () => {
    const withoutKind = shipped.replace(/ {2}acceptance:\n( {4}.*\n)+/, '').replace(/ {4}lead: '未処理.*\n/, '')
    const said = problemsOf(withoutKind).join('\n')
    expect(said).toContain('「acceptance」がありません')
    expect(said).toMatch(/handover.*「lead」がありません/)
  })

  it('for no text, no YAML, and more than anybody writes', () => {
    for (const text of ['', '[', 'junkan', '- a', '\u0000', 'a: *b', `${shipped}${'#'.repeat(100_000)}`])
      expect(problemsOf(text).length, text.slice(0, 20)).toBeGreaterThan(0)
  })

  it('and whatever it holds, it is never an error of the program', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('{{ ', '{% ', '{% if ', '{{ title | ', '', '{{ constructor', '{% toString %}', '{{ title | constructor }}'),
        (text, start) => {
          const written = JSON.stringify(`${start}${text}`)
          expect(() => readLetters(shipped.replace("'内容を確認し、受理しました。'", () => written))).not.toThrow()
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('the shipped letters', () => {
  it.each(everySample)('write $kind ($tone, full: $full)', ({ kind, tone, full }) => {
    const { subject, text, html } = composeMail(mailOf(kind, tone, full), letters)
    expect(subject.length).toBeGreaterThan(5)
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\{\{|%\}|undefined|督促|評価/)
  })

  it('name no value that the mail does not have: the table of values says what is there', () => {
    for (const { kind, tone, full } of everySample) {
      const mail = mailOf(kind, tone, full)
      const there = new Set(Object.keys(groupValues(kind, mail.items, mail)))
      const told = valuesOfKind(kind)
      expect([...there].filter((name) => !told.some((value) => value.name === name))).toEqual([])
      expect(told.filter(({ name, mayBeMissing }) => !mayBeMissing && !there.has(name))).toEqual([])
      if (full) expect(told.filter(({ name }) => !there.has(name)).map(({ name }) => name)).toEqual([])
    }
  })

  it('say where a reply goes, as of when, and to which post', () => {
    const { text } = composeMail(mailOf('overdue'), letters)
    const flat = text.replace(/\n/g, '')
    expect(flat).toContain('このメールに返信すると、事務局（経済労働局産業政策部企画課）に届きます。')
    expect(flat).toContain('平成27年12月15日（火）9時現在の記録')
  })
})

describe('a chase', () => {
  const item = (tone: Tone) => ({
    ...(mailOf('overdue', tone, true).items[0] as MailInput['items'][number]),
    task: `t/${tones.indexOf(tone)}`,
  })
  const both = composeMail({ ...mailOf('overdue'), items: [item('ordinary'), item('last')] }, letters)

  it('speaks more plainly at each stage', () => {
    const texts = tones.map((tone) => composeMail(mailOf('overdue', tone), letters).text)
    expect(new Set(texts).size).toBe(3)
    expect(texts[2]).toContain('至急の御提出をお願いするもの')
  })

  it('keeps matters of different stages apart, the plainest first', () => {
    const at = (words: string) => both.text.indexOf(words)
    expect(at('至急の御提出をお願いするもの')).toBeGreaterThan(-1)
    expect(at('至急の御提出をお願いするもの')).toBeLessThan(at('期限を過ぎているもの'))
    expect(both.subject).toContain('未提出２件')
  })

  it('tells the head what the section has been told, with dates, in text and HTML', () => {
    const { text, html } = composeMail(mailOf('head-notice'), letters)
    expect(text).toContain('　　これまでの御連絡\n　　　・12/6（日）9時　期限前のお知らせ（工業振興課　担当係長）')
    expect(html).toContain('<li>12/11（金）9時　再依頼（工業振興課　担当係長）</li>')
  })

  it('lists the newest of many earlier mails and counts the others', () => {
    const told = Array.from({ length: 20 }, (_, n) => ({ at: `2015-11-${10 + n}T00:00:00.000Z`, what: '再依頼', to: '担当' }))
    const mail = mailOf('head-notice')
    const { text } = composeMail({ ...mail, items: mail.items.map((one) => ({ ...one, told })) }, letters)
    expect(text).toContain('このほか、これより前に12回')
    expect(text).not.toContain('11/10')
    expect(text).toContain('11/29')
  })
})

describe('an extension that is asked for', () => {
  it('names the date wished for, and quotes the reason line by line', () => {
    const mail = mailOf('extension-request')
    const items = mail.items.slice(0, 1).map((one) => ({ ...one, note: '会議の\u202e後に\r\nまとめるため\n以上' }))
    const { text, html } = composeMail({ ...mail, items }, letters)
    expect(text).toContain('希望の期限')
    expect(text).toContain('　　申出の理由\n　　　「会議の 後に\n　　　まとめるため\n　　　以上」')
    expect(text.split('\n').filter((line) => /^ +以上$/.test(line))).toHaveLength(1)
    expect(html).toContain('<blockquote')
  })
})

describe('a letter whose value is missing at last', () => {
  /** A condition on a number that no check can foresee. */
  const rare = inForce(
    changed("'内容を確認し、受理しました。'", "'{% if count == 5 %}{{ due }}に受理しました。{% else %}受理しました。{% endif %}'"),
  )
  const five = {
    ...mailOf('acceptance', 'ordinary', false),
    items: Array.from({ length: 5 }, () => mailOf('acceptance', 'ordinary', false).items).flat(),
  }

  it('is not written: the sentence names kind, part and value', () => {
    expect(() => composeMail(five, rare)).toThrow(LetterError)
    expect(() => composeMail(five, rare)).toThrow(/「受理の連絡」の文面の kinds\.acceptance\.explanation.*\{\{ due \}\}/)
    expect(composeMail({ ...five, items: five.items.slice(0, 4) }, rare).text).toContain('受理しました。')
  })

  it('is a sentence, too, when an adopted text cannot be read any more', () => {
    expect(() => inForce('junkan: letters/0')).toThrow(LetterError)
  })
})

describe('letters that a city adopted before mails had something more to say', () => {
  const older = shipped
    .replace(/^ {2}handed-over:\n(?: {4}.*\n)+/m, '')
    .replace(/^ {2}member-return:\n(?: {4}.*\n)+/m, '')
    .replace(/^ {2}memberFooter:\n(?: {4}.*\n)+/m, '')
    .replace(/^ {2}told: .*\n/m, '')
    .replace(/^ {2}withdrawal:\n {4}subject: .*/m, "  withdrawal:\n    subject: '【当市】{{ title }}の取下げ'")

  it('say it in the words that come with the program, and everything else in their own', () => {
    const read = inForce(older)
    expect(read.added).toEqual([
      '共通の文面の frame.told',
      '共通の文面の frame.memberFooter',
      '「担当の変更の連絡」の文面の kinds.handed-over',
      '「委員への書き直しのお願い」の文面の kinds.member-return',
    ])
    expect(composeMail(mailOf('member-return'), read).text).toBe(composeMail(mailOf('member-return'), letters).text)
    expect(composeMail(mailOf('handed-over'), read).subject).toBe(composeMail(mailOf('handed-over'), letters).subject)
    expect(composeMail(mailOf('withdrawal'), read).subject).toContain('【当市】')
    expect(composeMail(mailOf('head-notice'), read).text).toBe(composeMail(mailOf('head-notice'), letters).text)
    expect(letters.added).toEqual([])
  })

  it('are refused all the same when they are brought for adoption', () => {
    expect(problemsOf(older).join()).toMatch(/told.*handed-over/s)
  })
})

it("cannot begin a header, whatever a city's own template and a name hold between them", () => {
  const own: Letters = inForce(
    changed('【お知らせ】{{ title }}を受理しました', '【{{ city }}】{{ title }} {{ addressee }} {{ office }}を受理しました'),
  )
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\r\nBcc: x@y', '{{ due }}', '{% if x %}', '\u2028')), (name) => {
      const mail = mailOf('acceptance')
      const items = mail.items.map((one) => ({ ...one, title: name, subjectName: name }))
      const { subject } = composeMail({ ...mail, city: name, office: name, items, addressee: { title: name, department: name } }, own)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is the point
      expect(subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
    }),
  )
})
