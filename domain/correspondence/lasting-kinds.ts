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
  'minutes-check',
]

/** Notices to the members of a body about one of its meetings (facts: `meeting`): the office alone sends them. */
export const meetingKinds: readonly string[] = ['invitation', 'meeting-moved', 'meeting-cancelled', 'materials', 'minutes-check']
