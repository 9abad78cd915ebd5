import type { Context } from 'hono'
import { dateOf } from '../../../domain/calendar/instants.js'
import { oneOf, presences } from '../../../domain/review/meeting.js'
import { Refused, refusalSentences } from '../../app/errors.js'
import type { MeetingView } from '../../app/review/meetings/meeting-view.js'
import type { Meetings } from '../../app/review/meetings/meetings.js'
import type { Views } from '../../app/views/views.js'
import { type ActForm, tooLong, unknownAct } from '../act-form.js'
import { MeetingMovePage } from '../pages/review/meetings/meeting-move-page.js'
import { minutesParts } from '../pages/review/meetings/minutes-parts.js'
import { html } from '../request.js'
import { detailsIn, moveIn, recordIn, type Wrong } from './meeting-input.js'

/** A meeting and the office's post that does something to it. */
export interface Acting {
  c: Context
  meetings: Meetings
  views: Views
  meeting: MeetingView
  post: string
  form: ActForm
}

/** What an act led to: the act's name for the sentence that tells it, what was wrong and where, or a page. */
export type Answer = { done: string } | (Wrong & { conflict?: boolean }) | Response

const word = ({ c, meeting, post, form }: Acting) => ({ id: form.key, meetingId: meeting.id, post, person: c.get('visitor').personId })
const saved = (acting: Acting) => ({ ...word(acting), revision: Number(acting.form.text('_revision') || '-1') })

const acts: Record<string, (acting: Acting) => Promise<Answer>> = {
  async save(acting) {
    const { form, meeting, meetings } = acting
    const details = detailsIn(form, meeting, await meetings.stepsWithout(meeting.city))
    if ('message' in details) return details
    await meetings.save(saved(acting), details)
    return { done: 'save' }
  },
  move,
  async invite(acting) {
    await acting.meetings.invite(word(acting))
    return { done: 'invite' }
  },
  async answer(acting) {
    const { form, meetings } = acting
    const [seat, reply] = [form.text('seat'), oneOf(presences, form.text('reply'))]
    if (seat === '') return { field: 'seat', message: '委員を選んでください。' }
    if (reply === null) return { field: 'reply', message: '出欠を選んでください。' }
    await meetings.answer(word(acting), { seat, reply, note: form.text('note') })
    return { done: 'answer' }
  },
  async 'materials-make'(acting) {
    await acting.meetings.makeMaterials(word(acting), acting.form.text('with-conflicts') === 'yes')
    return { done: 'materials-make' }
  },
  async 'materials-send'(acting) {
    await acting.meetings.sendMaterials(word(acting))
    return { done: 'materials-send' }
  },
  async 'paper-add'(acting) {
    const { c, form, meetings } = acting
    const file = (await c.req.formData()).get('paper')
    if (!(file instanceof File) || file.size === 0) return { field: 'paper', message: 'PDFのファイルを選んでください。' }
    const item = form.text('paper-item')
    const bytes = new Uint8Array(await file.arrayBuffer())
    await meetings.addPaper(saved(acting), { itemNo: item === '' ? null : Number(item), name: file.name, bytes })
    return { done: 'paper-add' }
  },
  async 'paper-drop'(acting) {
    await acting.meetings.dropPaper(word(acting), acting.form.text('document'))
    return { done: 'paper-drop' }
  },
  async record(acting) {
    const record = recordIn(acting.form, acting.meeting)
    if ('message' in record) return record
    await acting.meetings.record(saved(acting), record)
    return { done: 'record' }
  },
  async 'hand-in'(acting) {
    const { c, form, meeting, meetings, post } = acting
    const outcome = await meetings.handIn({ id: form.key, meeting, cycleId: form.text('cycle'), post, person: c.get('visitor').personId })
    return outcome.refusal ? { field: '', message: refusalSentences[outcome.refusal] } : { done: 'hand-in' }
  },
  async cancel(acting) {
    await acting.meetings.cancel({ ...saved(acting), reason: acting.form.text('cancel-reason') })
    return { done: 'cancel' }
  },
  async 'minutes-save'(acting) {
    const { form, meeting, meetings } = acting
    const parts = minutesParts(meeting, '').map((part) => ({ ...part, text: form.text(`part-${part.no}`).replaceAll('\r\n', '\n') }))
    await meetings.saveMinutes(word(acting), Number(form.text('base')), parts)
    return { done: 'minutes-save' }
  },
  async 'minutes-ask'(acting) {
    await acting.meetings.askMinutes(word(acting))
    return { done: 'minutes-ask' }
  },
  async 'minutes-word'(acting) {
    const { form, meetings } = acting
    const [seat, agreed] = [form.text('word-seat'), form.text('agreed')]
    if (seat === '') return { field: 'word-seat', message: '委員を選んでください。' }
    if (agreed === '') return { field: 'agreed', message: '返事を選んでください。' }
    const wording = { seat, minutesNo: Number(form.text('minutes')), agreed: agreed === 'yes', text: form.text('word-text') }
    await meetings.wordOnMinutes(word(acting), wording)
    return { done: 'minutes-word' }
  },
  async 'minutes-confirm'(acting) {
    const { form, meetings } = acting
    await meetings.confirmMinutes({ ...word(acting), minutesNo: Number(form.text('minutes')), reason: form.text('confirm-reason') })
    return { done: 'minutes-confirm' }
  },
  async 'minutes-publish'(acting) {
    await acting.meetings.publishMinutes(word(acting))
    return { done: 'minutes-publish' }
  },
}

async function move(acting: Acting): Promise<Answer> {
  const { c, form, meeting, meetings, views } = acting
  const wanted = moveIn(form, meeting.now)
  if ('message' in wanted) return wanted
  const reason = form.text('move-reason')
  if (reason === '') return { field: 'move-reason', message: '理由を書いてください。委員に知らせ、日程の理由として記録に残ります。' }
  const asked = { ...saved(acting), reason }
  if (form.text('_sure') !== 'yes') {
    const years = await meetings.foreseeMove(asked, wanted)
    const typed = {
      date: dateOf(wanted.startsAt),
      from: form.text('from'),
      until: form.text('until'),
      place: form.text('place'),
      'move-reason': reason,
    }
    const [cycle] = await views.listCycles(meeting.city)
    return html(c, <MeetingMovePage meeting={meeting} cycle={cycle ?? null} move={wanted} typed={typed} reason={reason} years={years} />)
  }
  const outcomes = await meetings.move(asked, wanted)
  const refused = outcomes.flatMap(({ receiptNo, refusal }) => (refusal ? [`受付番号 ${receiptNo}：${refusalSentences[refusal]}`] : []))
  return refused.length > 0
    ? { field: '', message: `会議の日時は変えましたが、日程の一部を変えられませんでした。${refused.join(' ')}` }
    : { done: 'move' }
}

const conflictWords =
  'この画面を開いた後に、ほかの人が内容を保存しました。何も上書きしていません。あなたの入力は残っています。いま保存されている内容と見比べて、よければもう一度保存してください。'

/** Where nothing was typed that a page could keep: a browser gives a chosen file once. */
const conflictsOf: Record<string, string> = {
  'paper-add': 'この画面を開いた後に、ほかの人が内容を保存しました。まだ何も加えていません。ファイルを選び直して、もう一度加えてください。',
  'materials-make':
    '資料を作っている間に、会議の内容、委員への公開、担当と利害関係、添付資料のいずれかが変わりました。作りかけの資料は使っていません。内容を確かめて、もう一度作ってください。',
}

/** Minutes are long; what else is typed is not. */
const mayBeLong = (form: ActForm): boolean => form.act === 'minutes-save'

/** Does what a form of a meeting's page asks for. */
export async function meetingAnswer(acting: Acting): Promise<Answer> {
  const { form } = acting
  const act = Object.hasOwn(acts, form.act) ? acts[form.act] : undefined
  if (!act) return { field: 'acts', message: unknownAct }
  const long = mayBeLong(form) ? null : tooLong(form)
  if (long) return long
  try {
    return await act(acting)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.code === 'changed-meanwhile') return { field: '', message: conflictsOf[form.act] ?? conflictWords, conflict: true }
    const own = error.code === 'invalid-input' && error.problems.length > 0 ? [] : [refusalSentences[error.code]]
    return { field: '', message: [...own, ...error.problems].join(' ') }
  }
}

/** What was done, in a sentence, by the name of the act. */
export const doneWords: Record<string, string> = {
  plan: '会議の予定を立てました。公開区分、議題、定足数を確かめてください。',
  save: '保存しました。',
  move: '日時・場所を変え、連動する日程を変えました。開催通知を送った委員に知らせます（送信予定で確かめられます）。',
  invite: '開催通知を送る予定を立てました。送信予定で文面を確かめられます。',
  answer: '出欠を記録しました。',
  record: '開催を記録しました。各年度の「会議の記録」に提出できます。',
  'hand-in': '年度の「会議の記録」として提出しました。',
  cancel: '会議を中止しました。',
  'materials-make': '会議資料を作りました。内容を確かめてください。送る日時は「資料の送付」で分かります。',
  'materials-send': '会議資料を委員に公開し、次の送信時刻に知らせる予定を立てました。',
  'paper-add': '添付資料を加えました。会議資料に入れるには、資料を作ってください（すでに作ってあるときは、作り直してください）。',
  'paper-drop': '添付資料を外しました。会議資料を作ってあるときは、作り直してください。',
  'minutes-save': '会議録（案）を保存しました。',
  'minutes-ask': '会議録の確認を依頼するメールの予定を立てました。',
  'minutes-word': '委員の返事を記録しました。',
  'minutes-confirm': '会議録を確定しました。',
  'minutes-publish': '会議録を公表しました。',
}
