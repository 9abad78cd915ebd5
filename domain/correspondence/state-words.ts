import type { AssignmentStatus } from '../process/assignment.js'

/** What people read of an assignment's state, in mails and on the screens. */
export const assignmentStateWords: Record<AssignmentStatus, string> = {
  open: '未提出',
  submitted: '提出済（確認待ち）',
  returned: '修正依頼中',
  accepted: '受理',
  attested: '該当なし',
  withdrawn: '取下げ',
}
