import { z } from 'zod'
import { checkMail, dkimOf, mailEnvironment } from '../stack/mail-environment.js'

const schema = z
  .object({
    DATABASE_URL: z.string({ error: 'is missing: the database to work on, e.g. postgres://junkan@host/junkan' }),
    SMTP_URL: z
      .string({ error: 'is missing: the mail server, e.g. smtp://user:password@host:587' })
      // The value itself may hold a password: never repeated.
      .refine(
        (value) => URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol),
        'is not an address of the form smtp://user:password@host:587',
      ),
    ...mailEnvironment,
    JUNKAN_PUBLIC_URL: z.string().default('http://127.0.0.1'),
    JUNKAN_TASK_QUEUE: z.string().default('junkan'),
    /** workflows kept in memory, about 0.4 MB each (docs/benchmarks.md) */
    JUNKAN_CACHED_WORKFLOWS: z.coerce.number().int().positive().default(150),
    /** between two looks for workflows that fail, in seconds */
    JUNKAN_WATCH_SECONDS: z.coerce.number().positive().default(300),
    /** with it the worker runs as this build of a deployment (docs/operations.md); without it, unversioned */
    TEMPORAL_DEPLOYMENT_NAME: z.string().optional(),
    TEMPORAL_WORKER_BUILD_ID: z.string().optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  })
  .superRefine(checkMail)

export type WorkerConfiguration = z.output<typeof schema>

/** Reads the worker's configuration; an empty variable counts as not set. @throws one Error that names every variable at fault */
export function readConfiguration(env: NodeJS.ProcessEnv): WorkerConfiguration {
  const read = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (read.success) return read.data
  throw new Error(
    ['The worker was not started.', ...read.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}.`)].join('\n'),
  )
}

/** How this worker sends mail. */
export const mailRulesOf = (given: WorkerConfiguration) => ({
  from: given.JUNKAN_MAIL_FROM ?? null,
  requireTls: given.JUNKAN_MAIL_REQUIRE_TLS === 'yes',
  patience: given.JUNKAN_MAIL_PATIENCE_SECONDS * 1000,
  lines: given.JUNKAN_MAIL_CONNECTIONS,
  mailsPerLine: given.JUNKAN_MAIL_PER_CONNECTION,
  mailsPerMinute: given.JUNKAN_MAIL_PER_MINUTE ?? null,
  dkim: dkimOf(given),
})
