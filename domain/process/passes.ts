/**
 * The subject by which a stage of a route is asked for the `pass`th time: each time that it comes back it is asked anew, as `head`, then
 * `head-2`, `head-3` …
 */
export const passOf = (stage: string, pass: number): string => (pass === 1 ? stage : `${stage}-${pass}`)

/** Whether something asked about `subject` is an asking of this stage, and which; null: it is not. */
export function passIn(stage: string, subject: string): number | null {
  if (subject === stage) return 1
  const pass = subject.startsWith(`${stage}-`) ? subject.slice(stage.length + 1) : ''
  return /^([2-9]|[1-9]\d+)$/.test(pass) ? Number(pass) : null
}
