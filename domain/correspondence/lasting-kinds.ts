/** Notices that tell what has happened: they keep their reason whatever comes next, unless the request itself is withdrawn. */
export const lastingKinds: readonly string[] = [
  'receipt',
  'extension',
  'extension-declined',
  'handover',
  'handed-over',
  'acceptance',
  'attestation',
  'invitation',
  'meeting-moved',
  'meeting-cancelled',
  'materials',
  'materials-missing',
  'minutes-check',
]

/** Notices about a meeting of a body (facts: `meeting`), to its members; `materials-missing` is the office's own. */
export const meetingKinds: readonly string[] = [
  'invitation',
  'meeting-moved',
  'meeting-cancelled',
  'materials',
  'materials-missing',
  'minutes-check',
]
