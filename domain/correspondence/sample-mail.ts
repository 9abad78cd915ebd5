import { addDays, dateOf, instantAt } from '../calendar/instants.js'
import { noticeKindWord } from './kind-words.js'
import { meetingKinds } from './lasting-kinds.js'
import type { MailInput, NoticeItem, NoticeKind, Tone } from './mail-input.js'

/** Whose mail the sample is, and when it would be written. */
export type SampleOf = Pick<MailInput, 'city' | 'office' | 'reportTitle' | 'fiscalYear' | 'asOf' | 'publicUrl'>

const afterTheDueDate: readonly NoticeKind[] = ['overdue', 'head-notice', 'escalation', 'escalation-proposal', 'handover']
const toldOfTheOthers: readonly NoticeKind[] = ['head-notice', 'escalation', 'escalation-proposal']
const statusOf: Partial<Record<NoticeKind, string>> = {
  return: '修正依頼中',
  receipt: '提出済（確認待ち）',
  acceptance: '受理',
  attestation: '該当なし',
  withdrawal: '取下げ',
}
const isToMember = (kind: NoticeKind): boolean => kind.startsWith('member-')

/**
 * A made-up mail of one kind, to look at its wording: with everything that such a mail can hold, or (`full` false) with no more
 * than it must.
 */
export function sampleMail(kind: NoticeKind, tone: Tone, of: SampleOf, full: boolean): MailInput {
  const items = full ? [sampleItem(kind, tone, of, 1), sampleItem(kind, tone, of, 2)] : [plainItem(kind, tone)]
  return {
    ...of,
    addressee: isToMember(kind)
      ? { title: '専門部会委員（学識経験者）', department: '専門部会' }
      : { title: '工業振興課　担当係長', department: '工業振興課' },
    items,
    ...(isToMember(kind) ? { toMembers: true } : {}),
    ...(full ? { deputy: { until: addDays(dateOf(of.asOf), 14) } } : {}),
    ...(full ? { closing: 'お忙しいところ恐れ入りますが、よろしくお願いします。' } : {}),
  }
}

const plainItem = (kind: NoticeKind, tone: Tone): NoticeItem => ({
  kind,
  tone,
  number: null,
  task: 'sample/cycle/review/2016/sheet/p01',
  title: titleOf(kind),
  subjectName: isToMember(kind) || meetingKinds.includes(kind) ? titleOf(kind) : '起業化総合支援事業',
  department: isToMember(kind) ? '専門部会' : '工業振興課',
  dueAt: null,
  ...(isToMember(kind)
    ? { status: '', reason: '' }
    : { status: statusOf[kind] ?? '未提出', reason: '実施要領の定めによるため（文面の見本）' }),
})

const titleOf = (kind: NoticeKind): string =>
  meetingKinds.includes(kind) ? '中小企業活性化専門部会' : isToMember(kind) ? '委員の御意見' : '施策検証シート（見込）'

function sampleItem(kind: NoticeKind, tone: Tone, { asOf }: SampleOf, no: number): NoticeItem {
  const today = dateOf(asOf)
  const day = (n: number, time = '17:00') => instantAt(addDays(today, n), time)
  const late = afterTheDueDate.includes(kind)
  return {
    ...plainItem(kind, tone),
    task: `sample/cycle/review/2016/sheet/p0${no}`,
    page: `/sample/review/2016/assignments/sheet/p0${no}`,
    ...(isToMember(kind) ? { isOptional: true } : {}),
    subjectName: isToMember(kind) || meetingKinds.includes(kind) ? titleOf(kind) : no === 1 ? '起業化総合支援事業' : '知的財産戦略の推進',
    dueAt: day(late ? -6 : 3),
    ...(late ? { daysLate: 4, nth: 2 } : {}),
    ...(['receipt', 'attestation', 'member-receipt'].includes(kind) ? { number: 1203 + no } : {}),
    ...(meetingKinds.includes(kind) ? { place: '市役所第3庁舎 会議室' } : {}),
    ...(kind === 'meeting-moved' ? { movedFrom: day(2, '14:00'), note: '会場の都合により変更します。' } : {}),
    ...(kind === 'return' || kind === 'member-return' ? { remarks: [{ field: '実績', text: '件数の根拠を確かめてください。' }] } : {}),
    ...(kind === 'handover' ? { previousPost: '商業振興課　担当係長', handoverOn: today } : {}),
    ...(kind === 'extension' ? { wishedAt: day(10), note: '部会の資料を送る日が決まっているため。' } : {}),
    ...(kind === 'extension-request' ? { wishedAt: day(10), note: '関係団体の数値の公表が遅れているため。' } : {}),
    ...(kind === 'extension-declined' ? { wishedAt: day(10), note: '会議の資料を送る日が決まっているため。' } : {}),
    ...(toldOfTheOthers.includes(kind)
      ? {
          told: [
            { at: day(-9, '09:00'), what: noticeKindWord('reminder'), to: '工業振興課　担当係長' },
            { at: day(-4, '09:00'), what: noticeKindWord('overdue'), to: '工業振興課　担当係長' },
          ],
        }
      : {}),
  }
}
