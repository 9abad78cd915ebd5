/** Notices that tell what has happened: they keep their reason whatever comes next, unless the request itself is withdrawn. */
export const lastingKinds: readonly string[] = [
  'receipt',
  'extension',
  'extension-declined',
  'handover',
  'handed-over',
  'acceptance',
  'attestation',
]
