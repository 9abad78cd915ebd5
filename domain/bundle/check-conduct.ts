import { instead } from '../definition/nearest.js'
import type { Fault } from '../definition/problem.js'
import type { Definition } from '../definition/schema.js'
import { quorumOf } from '../review/meeting.js'
import type { Asked } from './hand-in.js'
import { type Bundle, seatRole } from './schema.js'

const needDays = new Set(['late', 'very-late', 'extend', 'called'])
const needRemark = new Set(['returned', 'returned-twice', 'extend', 'called', 'attest'])

/** Who was late, asked, returned: about an assignment that exists, and with what the player needs to act it out. Meetings: known bodies and steps. */
export function checkConduct(bundle: Bundle, definition: Definition, asked: Asked[]): Fault[] {
  const faults: Fault[] = []
  const steps = definition.steps.map(({ id }) => id)
  const seen = new Set<string>()
  bundle.conduct.forEach(({ step, subject, how, days, remark }, index) => {
    const refuse = (field: string, message: string, remedy: string) => faults.push({ path: ['conduct', index, field], message, remedy })
    const ofStep = asked.filter((one) => one.step === step)
    if (!steps.includes(step)) refuse('step', `工程「${step}」は実施要領にありません。`, instead(step, steps))
    else if (subject !== '*' && !ofStep.some((one) => one.subject === subject))
      refuse('subject', `工程「${step}」では「${subject}」に尋ねません。`, '対象の key を直すか、この行を消してください。')
    else if (how.startsWith('returned') && !ofStep.some((one) => one.checked && (subject === '*' || one.subject === subject)))
      refuse(
        'how',
        `工程「${step}」の提出物には確認者がなく、差し戻せません。`,
        'ほかの how にするか、実施要領の照会に check を書いてください。',
      )
    if (needDays.has(how) && days === undefined)
      refuse('days', `${how} には日数（開庁日）が要ります。`, 'days に 1〜60 の数を書いてください。')
    if (needRemark.has(how) && remark === undefined)
      refuse('remark', `${how} には理由か伝える文が要ります。`, 'remark に一文を書いてください。')
    const id = `${step}/${subject}/${how}`
    if (seen.has(id)) refuse('how', `「${step}」の「${subject}」に ${how} が二度書かれています。`, '一つにまとめてください。')
    seen.add(id)
  })
  bundle.meetings.forEach(({ body, step, absent = [] }, index) => {
    const seats = bundle.posts.filter(({ role, department }) => role === seatRole && department === body).map(({ key }) => key)
    absent.forEach((seat, place) => {
      if (!seats.includes(seat))
        faults.push({
          path: ['meetings', index, 'absent', place],
          message: `欠席の「${seat}」は、会議体「${body}」の委員の席にありません。`,
          remedy: instead(seat, seats),
        })
    })
    const there = seats.filter((seat) => !absent.includes(seat)).length
    if (absent.length > 0 && there < quorumOf(seats.length))
      faults.push({
        path: ['meetings', index, 'absent'],
        message: `出席${there}人では、定足数${quorumOf(seats.length)}人に足りず、決まったことを記録できません。`,
        remedy: '欠席の席を減らすか、出席が分からなければ absent を消してください。',
      })
    if (!definition.bodies.some(({ id }) => id === body))
      faults.push({
        path: ['meetings', index, 'body'],
        message: `会議体「${body}」は実施要領にありません。`,
        remedy: instead(
          body,
          definition.bodies.map(({ id }) => id),
        ),
      })
    if (step !== undefined && !steps.includes(step))
      faults.push({ path: ['meetings', index, 'step'], message: `工程「${step}」は実施要領にありません。`, remedy: instead(step, steps) })
  })
  return faults
}
