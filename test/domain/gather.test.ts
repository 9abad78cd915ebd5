import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeMail } from '../../domain/correspondence/compose-mail.js'
import type { DueDispatch, DueNotice } from '../../domain/correspondence/due-notice.js'
import { gather } from '../../domain/correspondence/gather.js'
import { readLetters } from '../../domain/correspondence/letters.js'
import { smallCity } from '../support/bundles.js'
import { reviewCity } from '../support/review-city.js'

const { definition } = smallCity()
const asOf = '2022-06-07T01:00:00.000Z'
const due = (kind: string, over: Partial<DueNotice> = {}): DueNotice => ({
  id: randomUUID(),
  kind,
  state: 'planned',
  heldFor: null,
  at: new Date('2022-05-30T01:00:00.000Z'),
  reason: '期限を過ぎても提出がないため',
  facts: null,
  processId: 'cards/crane',
  cycleId: 'year',
  post: 'minato-officer',
  party: 'owner',
  before: 0,
  newlyTaken: false,
  deputy: null,
  mailbox: 'sangyo@minato.example',
  obstacle: null,
  postTitle: '港湾課 担当',
  postDepartment: '港湾課',
  previousPost: null,
  stepKey: 'cards',
  subject: 'crane',
  form: 'card',
  round: 'year',
  status: 'open',
  dueAt: new Date('2022-05-27T08:00:00.000Z'),
  seq: 3,
  subjectName: '荷役設備の更新',
  ownerDepartment: '港湾課',
  snapshotNo: 1,
  fiscalYear: 2021,
  ...over,
})
const gathered = (notices: DueNotice[], over: Partial<DueDispatch> = {}) =>
  gather({ notices, contacts: [], lines: [], definitions: new Map([['year@1', definition]]), ...over }, { asOf, publicUrl: 'https://city' })
/** What the one mail of these says, and what it leaves out, by kind. */
const oneMail = (...notices: DueNotice[]) => {
  const { mails } = gathered(notices)
  expect(mails).toHaveLength(1)
  const kindOf = new Map(notices.map(({ id, kind }) => [id, kind]))
  return {
    says: mails[0]?.stays.map(({ kind }) => kind),
    out: mails[0]?.leftOut.map(({ id, why }) => `${kindOf.get(id)}: ${why}`),
    letter: mails[0]?.letter,
  }
}
const on = (at: string) => ({ at: new Date(`${at}T01:00:00.000Z`) })

describe('of one assignment, one word in one mail', () => {
  test('a fortnight of reminders and requests again ends in the most urgent and latest one', () => {
    const second = due('overdue', on('2022-06-03'))
    expect(oneMail(due('reminder'), due('overdue', on('2022-05-31')), second)).toMatchObject({
      says: ['overdue'],
      out: ['reminder: 期限を過ぎたため', 'overdue: 同じ便の「再依頼」にまとめたため'],
    })
    expect(gathered([due('overdue', on('2022-05-31')), second]).mails[0]?.stays).toEqual([second])
  })

  test('who is both officer and head is written to once, as head', () => {
    expect(oneMail(due('overdue', on('2022-06-03')), due('head-notice'))).toMatchObject({
      says: ['head-notice'],
      out: ['overdue: 同じ便の「課長宛ての確認」にまとめたため'],
    })
  })

  test.each([
    ['request', '照会（依頼）'],
    ['return', '修正依頼'],
    ['handover', '引継ぎ'],
  ])('a %s says all that its chase would say, but not what the office has to decide', (first, word) => {
    const { says, out } = oneMail(due('overdue'), due(first), due('head-notice'), due('escalation-proposal'))
    expect(says).toEqual([first, 'escalation-proposal'])
    expect(out).toEqual(['overdue', 'head-notice'].map((kind) => `${kind}: 同じ便の「${word}」にまとめたため`))
  })

  test('what only tells of something that happened stays beside it', () => {
    expect(oneMail(due('receipt'), due('overdue'), due('extension')).says).toEqual(['receipt', 'overdue', 'extension'])
  })

  test('when nothing is left to say, no mail leaves', () => {
    expect(oneMail(due('reminder'))).toEqual({ says: [], out: ['reminder: 期限を過ぎたため'], letter: null })
  })

  test('a reminder before its day is sent', () => {
    expect(oneMail(due('reminder', { dueAt: new Date('2022-06-10T08:00:00.000Z') })).says).toEqual(['reminder'])
  })

  test('other assignments keep their own word, whatever the mix', () => {
    const kinds = fc.constantFrom('request', 'return', 'reminder', 'overdue', 'head-notice', 'escalation-proposal', 'receipt', 'handover')
    const notices = fc.array(fc.record({ kind: kinds, task: fc.constantFrom('a', 'b', 'c'), day: fc.integer({ min: 10, max: 30 }) }))
    fc.assert(
      fc.property(notices, (all) => {
        const given = all.map(({ kind, task, day }) => due(kind, { processId: task, ...on(`2022-05-${day}`) }))
        const mails = gathered(given).mails
        const settled = mails.flatMap(({ stays, leftOut }) => [...stays, ...leftOut].map(({ id }) => id))
        expect(settled.toSorted()).toEqual(given.map(({ id }) => id).toSorted())
        for (const task of ['a', 'b', 'c']) {
          const said = mails.flatMap(({ stays }) => stays).filter(({ processId }) => processId === task)
          const chasing = said.filter(({ kind }) => ['overdue', 'head-notice', 'escalation-proposal'].includes(kind))
          expect(chasing.length).toBeLessThanOrEqual(1)
          expect(said.some(({ kind }) => kind === 'reminder')).toBe(false)
        }
      }),
    )
  })
})

describe('one mail a mailbox', () => {
  test('posts that share an address share the mail, however it is spelled', () => {
    const { mails } = gathered([
      due('request'),
      due('request', { post: 'machi', mailbox: 'Sangyo@Minato.example', processId: 'cards/market' }),
    ])
    expect(mails.map(({ mailbox, stays }) => [mailbox, stays.length])).toEqual([['sangyo@minato.example', 2]])
  })

  test('a post that cannot be written to is named once with all that waits for it, and holds up nobody', () => {
    const nobody = { post: 'machi', mailbox: null, obstacle: 'nobody' as const }
    const { mails, unaddressed } = gathered([due('request'), due('request', nobody), due('reminder', nobody)])
    expect(mails).toHaveLength(1)
    expect(unaddressed.map(({ post, notices }) => [post, notices.length])).toEqual([['machi', 2]])
  })

  test('the newest year gives the mail its head', () => {
    const { mails } = gathered([due('request'), due('request', { fiscalYear: 2022, processId: 'x' }), due('request', { processId: 'y' })])
    expect(mails[0]?.letter?.fiscalYear).toBe(2022)
  })

  test("the office's own sentences: the dispatch's, then the mailbox's; none of another dispatch or mailbox", () => {
    const slot = new Date('2022-05-30T01:00:00.000Z')
    const lines = [
      { slot: new Date('2022-05-29T01:00:00.000Z'), mailbox: '', text: '前の便' },
      { slot, mailbox: '', text: '皆様へ' },
      { slot, mailbox: 'Sangyo@minato.example', text: '港湾課へ' },
      { slot, mailbox: 'other@minato.example', text: '他課へ' },
    ]
    expect(gathered([due('overdue')], { lines }).mails[0]?.letter?.closing).toBe('皆様へ\n港湾課へ')
  })
})

describe('what a matter says', () => {
  test('the head reads what the section was told, calls too, of this assignment only', () => {
    const contacts = [
      { processId: 'cards/crane', at: new Date('2022-05-10T01:00:00.000Z'), what: 'request', to: '港湾課 担当' },
      { processId: 'cards/crane', at: new Date('2022-05-30T02:00:00.000Z'), what: 'record-call', to: '担当係長' },
      { processId: 'cards/market', at: new Date('2022-05-30T01:00:00.000Z'), what: 'overdue', to: 'まち課 担当' },
    ]
    const [mail] = gathered([due('head-notice'), due('overdue', { processId: 'cards/market' })], { contacts }).mails
    expect(mail?.letter?.items.map(({ told }) => told)).toEqual([
      [
        { at: '2022-05-10T01:00:00.000Z', what: '照会（依頼）', to: '港湾課 担当' },
        { at: '2022-05-30T02:00:00.000Z', what: '電話', to: '担当係長' },
      ],
      undefined,
    ])
  })

  test('tone, wish and reason of its notice, and how late it is today', () => {
    const facts = { tone: 'last', wishedAt: '2022-06-20T08:00:00.000Z', note: '集計のため' } as const
    const item = oneMail(due('overdue', { facts })).letter?.items[0]
    expect(item).toMatchObject({ ...facts, status: '未提出', daysLate: 7 })
  })

  test('dates that came, moved or went are in its calendar file, once each, with the number of the last act', () => {
    const { mails } = gathered([
      due('request'),
      due('handover'),
      due('withdrawal', { processId: 'cards/market', status: 'withdrawn', seq: 5 }),
      due('overdue', { processId: 'cards/lights' }),
    ])
    expect(mails[0]?.calendar?.items.map(({ task, sequence, cancelled }) => [task, sequence, cancelled])).toEqual([
      ['cards/crane', 3, false],
      ['cards/market', 5, true],
    ])
    expect(gathered([due('overdue')]).mails[0]?.calendar).toBeNull()
  })
})

describe('what each reader is told', () => {
  const only = (notice: DueNotice, over: Partial<DueDispatch> = {}) => {
    const [mail] = gathered([notice], over).mails
    return mail?.letter?.items[0]
  }
  const id = 'minato/cycle/review/2021/cards/crane'
  const planned = { facts: { nth: 2, tone: 'last' } } as const

  test('the section is led to its sheet, whoever looks on to the page of the assignment, and who lost it nowhere', () => {
    const sheet = '/minato/review/2021/assignments/cards/crane'
    expect(only(due('overdue', { processId: id }))?.page).toBe(`${sheet}/sheet`)
    expect(only(due('head-notice', { processId: id, party: 'head' }))?.page).toBe(sheet)
    expect(only(due('receipt', { processId: id, status: 'submitted' }))?.page).toBe(sheet)
    expect(only(due('handed-over', { processId: id, party: 'officer' }))?.page).toBeUndefined()
  })

  test('why in a few words, counting what the post was sent before; what the office sends itself keeps its reason', () => {
    const reminded = { ...planned, dueAt: new Date('2022-06-10T08:00:00.000Z') }
    const today = { at: new Date(asOf) }
    expect(only(due('overdue', { ...planned, ...today, before: 3 }))?.reason).toBe('期限を過ぎても提出がないため（4回目）')
    expect(only(due('overdue', { ...planned, ...today }))?.reason).toBe('期限を過ぎても提出がないため')
    expect(only(due('reminder', { ...reminded, ...today }))?.reason).toBe('期限の3開庁日前のため')
    expect(only(due('overdue', { ...today, reason: '事務局が改めてお知らせするため' }))?.reason).toBe('事務局が改めてお知らせするため')
  })

  test('the coordinator reads what the section was told', () => {
    const contacts = [{ processId: 'cards/crane', at: new Date('2022-05-30T01:00:00.000Z'), what: 'overdue', to: '港湾課 担当' }]
    const asked = only(due('overdue', { party: 'coordinator', post: 'shomu' }), { contacts })
    expect(asked).toMatchObject({ toCoordinator: true, told: [{ what: '再依頼', to: '港湾課 担当' }] })
  })

  test('who has just taken a post over is first chased in the ordinary tone', () => {
    expect([true, false].map((newlyTaken) => only(due('overdue', { ...planned, newlyTaken }))?.tone)).toEqual(['ordinary', 'last'])
  })

  test('who loses an assignment gets its date taken back; where both posts share a mailbox it stays', () => {
    const lost = due('handed-over', { post: 'machi', party: 'officer' })
    expect(gathered([lost]).mails[0]?.calendar?.items.map(({ cancelled }) => cancelled)).toEqual([true])
    const [mail] = gathered([due('handover'), lost]).mails
    expect(mail?.stays.map(({ kind }) => kind)).toEqual(['handover'])
    expect(mail?.calendar?.items.map(({ cancelled }) => cancelled)).toEqual([false])
  })
})

describe('a member of a body', () => {
  const city = reviewCity()
  const read = readLetters(readFileSync('definitions/letters.yaml', 'utf8'))
  const own = (kind: string, over: Partial<DueNotice> = {}) =>
    due(kind, {
      processId: 'minato/cycle/port/2021/voices/seat-01',
      post: 'minato/seat-01',
      mailbox: 'seat-01@minato.example',
      postTitle: '委員（学識経験者）',
      postDepartment: '点検部会',
      ownerDepartment: '点検部会',
      stepKey: 'voices',
      subject: 'seat-01',
      form: 'voice',
      round: null,
      subjectName: null,
      dueAt: new Date('2022-06-14T08:00:00.000Z'),
      ...over,
    })
  const mailOf = (...notices: DueNotice[]) => {
    const { mails } = gathered(notices, { definitions: new Map([['year@1', city.definition]]) })
    if (!read.ok || !mails[0]?.letter) throw new Error('no mail')
    return composeMail(mails[0].letter, read.letters)
  }

  test('is asked as a person outside the offices: that nothing need be said, and how to get in', () => {
    const { subject, text } = mailOf(own('request', { reason: '作成の依頼を始めたため' }))
    const plain = text.replace(/\s/g, '')
    expect(subject).toBe('【お願い】委員の御意見について（6/14まで）')
    for (const words of ['ないときは、何もしていただく必要はありません。', 'パスワードは要りません。', '/member/minato/port/2021/seat-01'])
      expect(plain).toContain(words)
    for (const words of ['〆', '結果を画面で記録', '未了', '作成の依頼を始めた', '受信箱', '/assignments/'])
      expect(plain).not.toContain(words)
  })

  test('is sent back what was written without being corrected, and is not told that an answer that must be given need not be', () => {
    const back = mailOf(own('return', { status: 'returned', facts: { remarks: [{ field: '', text: '御本人の申出により戻します。' }] } }))
    expect(back.subject).toBe('【お願い】委員の御意見の書き直しについて（6/14まで）')
    expect(back.text).toContain('御本人の申出により戻します。')
    const steps = city.definition.steps.map((step) => ({ ...step, asks: step.asks.map(({ optional: _, ...ask }) => ask) }))
    const { mails } = gathered([own('reminder')], { definitions: new Map([['year@1', { ...city.definition, steps }]]) })
    expect(mails[0]?.letter?.items).toMatchObject([{ kind: 'member-reminder', isOptional: false }])
  })

  test('who is an officer at the same address reads one mail in the words of the offices', () => {
    const { mails } = gathered([own('request'), own('overdue', { ...due('overdue'), mailbox: 'seat-01@minato.example' })], {
      definitions: new Map([['year@1', city.definition]]),
    })
    expect(mails).toHaveLength(1)
    expect(mails[0]?.letter?.toMembers).toBeUndefined()
  })
})
