import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeMail as composeWith } from '../../domain/correspondence/compose-mail.js'
import { lettersOf } from '../../domain/correspondence/letters.js'
import { columns } from '../../domain/correspondence/lines.js'
import type { MailInput, NoticeItem, NoticeKind } from '../../domain/correspondence/mail-input.js'

const shipped = readFileSync(new URL('../../definitions/letters.yaml', import.meta.url), 'utf8')
const letters = lettersOf({ text: shipped, shipped })
const composeMail = (written: MailInput) => composeWith(written, letters)

const item = (kind: NoticeKind, over: Partial<NoticeItem> = {}): NoticeItem => ({
  kind,
  number: null,
  task: 'kawasaki/cycle/sme-ordinance/2015/sheet-forecast/p12-01',
  title: '施策検証シート（見込）',
  subjectName: '起業化総合支援事業',
  department: '工業振興課',
  dueAt: '2015-12-18T08:00:00.000Z',
  status: '未着手',
  reason: '期限の３開庁日前に、未提出の課へお知らせすることとしているため。',
  ...over,
})

const mail = (items: NoticeItem[], over: Partial<MailInput> = {}): MailInput => ({
  city: '川崎市',
  office: '経済労働局産業政策部企画課',
  reportTitle: '中小企業活性化施策実施状況報告書',
  fiscalYear: 2015,
  addressee: { title: '担当係長', department: '工業振興課' },
  asOf: '2015-12-15T00:00:00.000Z',
  publicUrl: 'https://junkan.example/',
  items,
  ...over,
})

const subject = (...items: NoticeItem[]) => composeMail(mail(items)).subject

describe('subjects of the year', () => {
  it.each([
    [[item('request')], '【照会】施策検証シートの作成について（依頼）〔12/18（金）17時〆〕'],
    [[item('request', { title: '検証意見に対する対応' })], '【照会】検証意見に対する対応について（依頼）〔12/18（金）17時〆〕'],
    [[item('reminder'), item('reminder')], '【お知らせ】施策検証シートの提出期限について（あと３日・２件）'],
    [[item('reminder', { dueAt: '2015-12-15T08:00:00.000Z' })], '【お知らせ】施策検証シートの提出期限について（本日まで・１件）'],
    [[item('overdue'), item('overdue')], '【再依頼】施策検証シートの提出について（12/18期限・未提出２件）'],
    [[item('head-notice')], '【確認のお願い】貴課の施策検証シートの提出状況について（課長宛て）'],
    [[item('receipt', { number: 1204 })], '【受領】施策検証シートを受け付けました（受付番号1204）'],
    [[item('receipt', { number: 1 }), item('receipt', { number: 2 })], '【受領】施策検証シートを受け付けました（受付番号1ほか１件）'],
    [
      [
        item('return', {
          dueAt: '2015-12-24T08:00:00.000Z',
          remarks: [
            { field: '実績', text: '一' },
            { field: '指標', text: '二' },
            { field: '計画', text: '三' },
          ],
        }),
      ],
      '【修正依頼】施策検証シートの記載内容について（３か所・12/24まで）',
    ],
    [[item('extension', { dueAt: '2016-01-08T08:00:00.000Z' })], '【回答】提出期限の延長について（1/8まで延長）'],
    [
      [item('handover', { handoverOn: '2016-04-01' }), item('handover'), item('handover')],
      '【引継ぎ】４月１日付け担当変更に伴う未処理案件について（３件）',
    ],
    [[item('invitation', { title: '中小企業活性化専門部会' })], '【開催通知】中小企業活性化専門部会の開催について〔12/18（金）17時〕'],
  ] as [NoticeItem[], string][])('%#: $1', (items, expected) => {
    expect(subject(...items)).toBe(expected)
  })

  it('is named by the most urgent matter and counts the others', () => {
    expect(subject(item('receipt', { number: 7 }), item('request'), item('overdue'))).toBe(
      '【再依頼】施策検証シートの提出について（12/18期限・未提出１件）（ほか２件）',
    )
  })

  it('counts ten and more in half-width digits', () => {
    expect(subject(...Array.from({ length: 12 }, () => item('overdue')))).toContain('未提出12件')
  })
})

describe('one mail', () => {
  const written = composeMail(
    mail([
      item('receipt', { number: 88 }),
      item('request'),
      item('request', { subjectName: '知的財産戦略の推進', task: 't/2' }),
      item('overdue'),
    ]),
  )

  it('says in its first two lines what to do and by when', () => {
    expect(written.text.split('\n').slice(0, 2)).toEqual([
      '施策検証シート１件を御提出ください（再度のお願いです）。',
      '期限：平成27年12月18日（金）17時　ほか３件（記のとおり）',
    ])
  })

  it('puts what is urgent before what only informs', () => {
    const at = (heading: string) => written.text.indexOf(heading)
    expect(at('期限を過ぎているもの')).toBeGreaterThan(-1)
    expect(at('期限を過ぎているもの')).toBeLessThan(at('御提出をお願いするもの'))
    expect(at('御提出をお願いするもの')).toBeLessThan(at('受け付けたもの'))
  })

  it('can be acted on without a link: every matter shows its task number', () => {
    expect(written.text).toContain('手続番号　t/2')
    expect(written.text.match(/手続番号　/g)).toHaveLength(4)
  })

  it('says as of when it speaks, and why it is sent', () => {
    expect(written.text).toContain('平成27年12月15日（火）9時現在')
    expect(written.text).toContain('「平成27年度 中小企業活性化施策実施状況報告書」')
    expect(written.text.match(/理　　由/g)).toHaveLength(3)
  })

  it('says the same in HTML, in order, with every style stripped', () => {
    const squeeze = (text: string) => text.replace(/[\s　：（）・()─［］]/g, '').replace(/次の各件に共通/g, '')
    const plain = squeeze(
      written.html
        .replace(/<head>.*<\/head>/s, '')
        .replace(/<[^>]*>/g, '')
        .replace(/&#39;/g, "'"),
    )
    for (const line of ['工業振興課　担当係長　様', '平成27年12月15日', '知的財産戦略の推進', '受付番号：88', '以上'])
      expect(plain).toContain(squeeze(line))
    expect(written.html).toMatch(/^<!doctype html>\n<html lang="ja">/)
    expect(written.html).not.toMatch(/<(img|link|script) /)
  })

  it('never calls a reminder 督促 nor the review 評価', () => {
    const kinds: NoticeKind[] = [
      'request',
      'reminder',
      'overdue',
      'head-notice',
      'escalation',
      'escalation-proposal',
      'receipt',
      'return',
      'extension',
      'handover',
      'invitation',
      'acceptance',
      'attestation',
      'withdrawal',
    ]
    for (const kind of kinds) {
      const { subject: line, text, html } = composeMail(mail([item(kind, { number: 3 })]))
      expect(line + text + html).not.toMatch(/督促|評価/)
    }
  })

  it('shows where the returned sheet is to be mended, remark by remark', () => {
    const { text } = composeMail(mail([item('return', { remarks: [{ field: '実績', text: '件数の根拠を\r\n確認してください。' }] })]))
    expect(text).toContain('(1) 「実績」\n　　　　件数の根拠を\n　　　　確認してください。')
  })

  it('is refused when there is nothing to write about', () => {
    expect(() => composeMail(mail([]))).toThrow('送る用件が一件もない')
  })
})

describe('what others wrote', () => {
  it('cannot begin a header: a line break in a name becomes a space', () => {
    const { subject: line } = composeMail(mail([item('request', { title: '施策検証シート\r\nBcc: other@example.jp' })]))
    expect(line).toBe('【照会】施策検証シート Bcc: other@example.jpについて（依頼）〔12/18（金）17時〆〕')
  })

  it('cannot forge a line of the letter nor a tag, whatever it holds', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\n以上', '<script>', '\u202e', '</p><img src=x onerror=y>', '𠮷野'),
    )
    fc.assert(
      fc.property(
        hostile,
        hostile,
        hostile,
        fc.constantFrom<NoticeKind>('request', 'overdue', 'return', 'receipt'),
        (name, title, remark, kind) => {
          const m = composeMail(mail([item(kind, { subjectName: name, title, remarks: [{ field: name, text: remark }] })]))
          // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is the point
          expect(m.subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
          // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is the point
          expect(m.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
          expect(m.html).not.toMatch(/<(script|img)/)
          expect(m.text.split('\n').filter((line) => /^ +以上$/.test(line))).toHaveLength(1)
        },
      ),
    )
  })

  it('is set in lines of at most 38 full-width characters, without cutting a task number', () => {
    const long = '小規模企業者の事情の考慮及び経営基盤の強化に係る、総合的な支援の推進に関する事業'.repeat(3)
    const { text } = composeMail(mail([item('request', { subjectName: long, reason: long, task: `kawasaki/${'x'.repeat(90)}` })]))
    const lines = text.split('\n')
    expect(lines.filter((line) => columns(line) > 78)).toEqual([`　　手続番号　kawasaki/${'x'.repeat(90)}`])
    expect(lines.filter((line) => /^[　 ]*[、。）]/.test(line))).toEqual([])
  })
})

describe('words for who reads them', () => {
  const late = (over: Partial<NoticeItem> = {}) => item('overdue', { daysLate: 4, ...over })

  it('a matter has its link whole on a line of its own, and in HTML as a link', () => {
    const page = `/kawasaki/sme-ordinance/2015/assignments/sheet-forecast/${'p'.repeat(60)}/sheet`
    const { text, html } = composeMail(mail([item('request', { page })]))
    expect(text.split('\n')).toContain(`　　https://junkan.example${page}`)
    expect(html).toContain(`<a href="https://junkan.example${page}">`)
  })

  it('the coordinator is asked for a word to the section, never to hand in', () => {
    const { subject: line, text } = composeMail(mail([late({ toCoordinator: true }), late({ toCoordinator: true, task: 't/2' })]))
    expect(line).toBe('【状況のお知らせ】局内の課の施策検証シートの提出について（12/18期限・未提出２件）')
    expect(text).toContain('貴職に提出していただくものは')
    expect(text).not.toContain('御提出をお願い')
  })

  it('what is their own to do stands apart from what the bureau has to do', () => {
    const { subject: line, text } = composeMail(mail([late({ toCoordinator: true }), late()]))
    expect(line).toBe('【再依頼】施策検証シートの提出について（12/18期限・未提出１件）（ほか１件）')
    expect(text.indexOf('１　期限を過ぎているもの')).toBeLessThan(text.indexOf('２　局内の課で期限を過ぎているもの'))
  })

  it('the subject says which time it is', () => {
    expect(subject(late({ nth: 2 }))).toBe('【再依頼】施策検証シートの提出について（２回目・12/18期限・未提出１件）')
  })

  it('what every matter of a heading was told is said once', () => {
    const told = [{ at: '2015-12-14T00:00:00.000Z', what: '再依頼', to: '担当' }]
    const { text } = composeMail(mail([item('head-notice', { told }), item('head-notice', { told, task: 't/2' })]))
    expect(text.match(/これまでの御連絡/g)).toHaveLength(1)
    const apart = composeMail(mail([item('head-notice', { told }), item('head-notice', { task: 't/2' })]))
    expect(apart.text.match(/再依頼（担当）/g)).toHaveLength(1)
  })

  it('a director is asked for an explanation as such, under a title that names the bureau by itself', () => {
    const briefing = item('request', { title: '報告書（案）の局長説明', isSubmission: false })
    const { subject: line, text } = composeMail(mail([briefing], { addressee: { title: '経済労働局長', department: '企画課' } }))
    expect(line).toMatch(/^【依頼】報告書（案）の局長説明について/)
    expect(text).toContain('\n経済労働局長　様\n')
    expect(text).not.toMatch(/御提出|前年度の内容/)
  })

  it('a deputy reads as what and until when the mail comes', () => {
    const { text } = composeMail(mail([item('request')], { deputy: { until: '2016-01-08' } }))
    expect(text.replace(/\n/g, '')).toContain('代理の方（代理の期間：1月8日まで）の受信箱')
  })

  it('a date granted earlier than wished, or refused, is told beside the wish and the reason', () => {
    const wish = { wishedAt: '2016-01-15T08:00:00.000Z', note: '部会の資料を送るため' }
    for (const kind of ['extension', 'extension-declined'] as const) {
      const { text } = composeMail(mail([item(kind, wish)]))
      expect(text).toContain('希望の期限　平成28年1月15日（金）17時')
      expect(text).toContain('「部会の資料を送るため」')
    }
    expect(composeMail(mail([item('extension', wish)])).text).toContain('御希望の日より早い期限です')
    expect(composeMail(mail([item('extension', { ...wish, dueAt: wish.wishedAt })])).text).not.toContain('早い期限')
  })

  it('a newcomer reads that the due date has passed', () => {
    expect(subject(item('handover', { daysLate: 4 }))).toContain('期限の過ぎたものを含む')
  })
})
