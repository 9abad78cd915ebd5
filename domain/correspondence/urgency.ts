import type { NoticeItem, NoticeKind, Tone } from './mail-input.js'

/** The most urgent first: it names the mail and stands at its head. */
export const urgency: readonly NoticeKind[] = [
  'overdue',
  'return',
  'member-return',
  'head-notice',
  'escalation',
  'escalation-proposal',
  'extension-request',
  'extension-declined',
  'confirmation',
  'materials-missing',
  'reminder',
  'member-reminder',
  'request',
  'member-request',
  'meeting-cancelled',
  'meeting-moved',
  'invitation',
  'minutes-check',
  'materials',
  'handover',
  'handed-over',
  'extension',
  'withdrawal',
  'edit',
  'attestation',
  'receipt',
  'member-receipt',
  'acceptance',
]

export const tones: readonly Tone[] = ['ordinary', 'firm', 'last']
export const toneOf = (item: NoticeItem): Tone => item.tone ?? 'ordinary'

/** Most urgent kind first, within a kind what is the reader's own to do, the plainest words, then what is due first. */
export const byUrgency = (a: NoticeItem, b: NoticeItem): number =>
  urgency.indexOf(a.kind) - urgency.indexOf(b.kind) ||
  Number(a.toCoordinator ?? false) - Number(b.toCoordinator ?? false) ||
  tones.indexOf(toneOf(b)) - tones.indexOf(toneOf(a)) ||
  (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') ||
  a.department.localeCompare(b.department, 'ja') ||
  a.task.localeCompare(b.task)
