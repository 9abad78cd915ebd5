import { remarkName } from './remark.js'
import { crossCutting, wholeName } from './whole.js'

/** One thing that a member says, as the form `statements` keeps it. */
export interface Statement {
  id: string
  subject: string
  text: string
  /** number of the remark that the office wrote down, where this is the member's word on it */
  of?: number | undefined
  /** it was written down as it was said */
  agreed?: boolean | undefined
}

/** What stands about one programme for one seat: allotted, kept out of it for a conflict of interest, or neither. */
export interface ProgrammeStanding {
  key: string
  name: string
  standing: 'assigned' | 'conflict' | 'none'
  /** the request for its sheet was withdrawn: nothing is asked about it this year */
  withdrawn: boolean
}

/** What a member's statements are held against. */
export interface StatementGround {
  programmes: ProgrammeStanding[]
  /** what the office wrote down of this seat, as it stands: number, and what it is about */
  remarks: { no: number; subject: string }[]
  /** who writes does not hold the seat any more */
  termEnded: boolean
}

/**
 * What is wrong with a member's statements: sentences for the member, one a matter, in the order written; none: good. What is said of an
 * office's remark needs no allotment: it was said, and only its wording is asked.
 */
export function statementFaults(statements: Statement[], { programmes, remarks, termEnded }: StatementGround): string[] {
  if (termEnded) return ['委員の任期が終わっているため、送れません。書いた内容は残っています。伝えたいことは事務局に知らせてください。']
  const faults = statements.flatMap((one) => {
    if (one.of !== undefined) return wordFaults(one, remarks)
    if (one.subject === crossCutting) return []
    const programme = programmes.find(({ key }) => key === one.subject)
    if (!programme) return [`御意見の対象「${one.subject}」は、この年度の施策にありません。`]
    return faultOf(programme) ?? []
  })
  return [...new Set(faults)]
}

function faultOf({ name, standing, withdrawn }: ProgrammeStanding): string | null {
  if (standing === 'conflict') return `「${name}」は利害関係のため対象外です。「${name}」への御意見を消してから送ってください。`
  if (withdrawn) return `「${name}」のシートは取り下げられたため、御意見を送れません。「${name}」への御意見を消してから送ってください。`
  if (standing === 'none')
    return `「${name}」は担当の施策ではありません。「${name}」への御意見を消すか、「${wholeName}」の欄に移してから送ってください。`
  return null
}

function wordFaults({ of, subject, text }: Statement, remarks: StatementGround['remarks']): string[] {
  const remark = remarks.find(({ no }) => no === of)
  const quoted = text.length > 20 ? `${text.slice(0, 20)}…` : text
  const name = remarkName(of ?? '')
  if (!remark) return [`${name}は改められたか取り消されました。画面を開き直し、「${quoted}」をもう一度確かめてください。`]
  return remark.subject === subject ? [] : [`${name}は別の施策についてのものです。画面を開き直してください。`]
}
