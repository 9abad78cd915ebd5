import { z } from 'zod'

const schema = z.object({
  DATABASE_URL: z.string({ error: 'is missing: the database to work on, e.g. postgres://junkan@host/junkan' }),
  SMTP_URL: z.string({ error: 'is missing: the mail server, e.g. smtp://user:password@host:587' }),
  JUNKAN_PUBLIC_URL: z.string().default('http://127.0.0.1'),
  JUNKAN_TASK_QUEUE: z.string().default('junkan'),
  /** workflows kept in memory, about 1 MB each */
  JUNKAN_CACHED_WORKFLOWS: z.coerce.number().int().positive().default(80),
  /** between two looks for workflows that fail, in seconds */
  JUNKAN_WATCH_SECONDS: z.coerce.number().positive().default(300),
  /** with it the worker runs as this build of a deployment (docs/operations.md); without it, unversioned */
  TEMPORAL_DEPLOYMENT_NAME: z.string().optional(),
  TEMPORAL_WORKER_BUILD_ID: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
})

export type WorkerConfiguration = z.output<typeof schema>

/** Reads the worker's configuration; throws one Error that names every variable at fault. */
export function readConfiguration(env: NodeJS.ProcessEnv): WorkerConfiguration {
  const read = schema.safeParse(env)
  if (read.success) return read.data
  throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'))
}
