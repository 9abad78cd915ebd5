import type { Fault } from '../definition/problem.js'
import type { Definition } from '../definition/schema.js'
import type { Statement } from '../review/check-statements.js'
import { subjectsOf } from '../review/remark.js'
import { crossCutting } from '../review/whole.js'
import { statementsOf } from '../review/write-statements.js'
import type { Asked } from './hand-in.js'
import { type Bundle, seatRole } from './schema.js'

/** What was said, by whom and where, and who looks at what: does every name stand for one thing, and may each member speak of it? */
export function checkSaid(bundle: Bundle, definition: Definition, asked: Asked[]): Fault[] {
  const { remarks = [], allotments = [] } = bundle
  const faults: Fault[] = []
  const refuse = (path: PropertyKey[], message: string, remedy: string) => faults.push({ path, message, remedy })
  const seats = new Set(bundle.posts.filter(({ role }) => role === seatRole).map(({ key }) => key))
  const subjects = new Set(subjectsOf(definition, bundle.programmes).map(({ key }) => key))
  const seat = (path: PropertyKey[], key: string | null) => {
    if (key !== null && !seats.has(key))
      refuse(path, `委員の席「${key}」が posts にありません。`, `role が ${seatRole} の職の key にしてください。`)
  }

  remarks.forEach(({ key, subject, seat: of, said }, index) => {
    const at = (field: string): PropertyKey[] => ['remarks', index, field]
    if (remarks.findIndex((one) => one.key === key) !== index)
      refuse(at('key'), `発言「${key}」が二度書かれています。`, '別の key を付けてください。')
    if (!subjects.has(subject))
      refuse(at('subject'), `発言の対象「${subject}」がありません。`, '施策の key、article-12、cross-cutting のどれかにしてください。')
    if (!asked.some(({ step, subject: about }) => step === said.step && about === said.subject))
      refuse(at('said'), `工程「${said.step}」では「${said.subject}」に尋ねません。`, '発言のあった聴取などの工程と対象にしてください。')
    seat(at('seat'), of)
  })
  allotments.forEach(({ programme, seat: of, standing, reason }, index) => {
    const at = (field: string): PropertyKey[] => ['allotments', index, field]
    if (!bundle.programmes.some(({ key, verified }) => key === programme && verified))
      refuse(at('programme'), `検証対象に「${programme}」がありません。`, '検証対象（verified）の施策の key にしてください。')
    seat(at('seat'), of)
    if (standing === 'conflict' && reason === undefined)
      refuse(at('reason'), '利害関係の理由がありません。', 'reason に一文を書いてください。')
    if (allotments.findIndex((one) => one.programme === programme && one.seat === of) !== index)
      refuse(at('seat'), `「${programme}」と「${of}」が二度書かれています。`, '一つにまとめてください。')
  })

  const statements = statementsByPlace(bundle, asked)
  for (const { path, seat: of, statement } of statements) {
    const remark = statement.of === undefined ? undefined : remarks[statement.of - 1]
    if (statement.of !== undefined && (remark?.seat !== of || remark.subject !== statement.subject))
      refuse(
        [...path, 'of'],
        `remarks の${statement.of}番目は、この委員がこの対象について述べたものではありません。`,
        'of に、remarks での位置（1 から）を書いてください。',
      )
    if (statement.of === undefined && !mayLookAt(bundle, of, statement.subject))
      refuse(
        [...path, 'subject'],
        `「${statement.subject}」は、委員の席「${of}」の担当ではありません。`,
        'allotments に足すか、対象を直してください。',
      )
  }
  const known = new Set([...remarks.map(({ key }) => key), ...statements.map(({ seat: of, statement }) => `${of}#${statement.id}`)])
  bundle.opinions.forEach(({ sources = [] }, index) => {
    sources.forEach((source, place) => {
      if (!known.has(source))
        refuse(
          ['opinions', index, 'sources', place],
          `意見の元の発言「${source}」がありません。`,
          'remarks の key か、「席の key#発言の id」にしてください。',
        )
    })
  })
  return faults
}

const mayLookAt = ({ allotments = [] }: Bundle, seat: string, subject: string): boolean =>
  subject === crossCutting || allotments.some((one) => one.seat === seat && one.programme === subject && one.standing === 'assigned')

/** Members' own statements, each with its seat and where it is written. */
function statementsByPlace(bundle: Bundle, asked: Asked[]): { path: PropertyKey[]; seat: string; statement: Statement }[] {
  return asked.flatMap(({ step, subject }) =>
    statementsOf(bundle.entries[step]?.[subject]).map((statement, index) => ({
      path: ['entries', step, subject, 'statements', index],
      seat: subject,
      statement,
    })),
  )
}
