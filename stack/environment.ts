import { z } from 'zod'
import { checkMail, mailEnvironment } from './mail-environment.js'
import { exit, StackError } from './stack-error.js'

const port = z.coerce
  .number({ error: 'is not a number: write a port such as 8280' })
  .int('is not a whole number: write a port such as 8280')
  .min(1, 'is not a port: use 1 to 65535')
  .max(65_535, 'is not a port: use 1 to 65535')
  .optional()

const address = (schemes: string[], example: string) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol),
      // The value itself may hold a password: never repeated.
      `is not an address of the form ${example}`,
    )
    .optional()

/** The environment, all of it: what is not set here has a default that works on a machine with nothing but Node. */
const environment = z
  .object({
    /** where this installation keeps its data, logs and secrets */
    JUNKAN_VAR: z.string().default('var'),
    /** where a fetched Temporal server is kept; default ~/.cache/junkan */
    JUNKAN_CACHE: z.string().optional(),
    /** where the web server listens; 0.0.0.0 inside a container, behind a proxy that speaks TLS */
    JUNKAN_WEB_HOST: z
      .string()
      .regex(/^[\w.:-]+$/, 'is not a host or an IP address: write 127.0.0.1 or 0.0.0.0')
      .default('127.0.0.1'),
    JUNKAN_WEB_PORT: port,
    JUNKAN_DB_PORT: port,
    JUNKAN_TEMPORAL_PORT: port,
    JUNKAN_TEMPORAL_UI_PORT: port,
    JUNKAN_SMTP_PORT: port,
    JUNKAN_MAIL_PORT: port,
    /** the application's login; default: the PostgreSQL that comes with the project */
    DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/junkan'),
    /** the owner of the tables, for migrations; default DATABASE_URL */
    DATABASE_OWNER_URL: address(['postgres:', 'postgresql:'], 'postgres://owner:password@host:5432/junkan'),
    /** a Temporal server of one's own; the other TEMPORAL_* are those of Temporal's SDKs */
    TEMPORAL_ADDRESS: z
      .string()
      .regex(/^[^\s/:]+:\d+$|^\[[\da-fA-F:]+\]:\d+$/, 'is not of the form host:7233 (without http://)')
      .optional(),
    TEMPORAL_NAMESPACE: z
      .string()
      .regex(/^[\w.-]+$/, 'is not a namespace: letters, digits, dots, hyphens')
      .optional(),
    /** default: a catcher that shows the mails on a page and sends none */
    SMTP_URL: address(['smtp:', 'smtps:'], 'smtp://user:password@host:587'),
    ...mailEnvironment,
    /** signs sign-ins; default: made at the first start and kept in JUNKAN_VAR */
    JUNKAN_SECRET: z.string().min(32, 'is too short: 32 random characters or more, e.g. of `openssl rand -hex 32`').optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], { error: 'is not one of fatal, error, warn, info, debug, trace' })
      .default('info'),
    /** the address people use, as it stands in mails; default: the web server's own */
    JUNKAN_PUBLIC_URL: address(['http:', 'https:'], 'https://junkan.example.lg.jp'),
  })
  .superRefine((env, context) => {
    if (env.DATABASE_OWNER_URL && !env.DATABASE_URL) {
      context.addIssue({ code: 'custom', path: ['DATABASE_OWNER_URL'], message: 'is set without DATABASE_URL: set both, or neither' })
    }
    const taken = new Map<number, string>()
    for (const [name, value] of Object.entries(env)) {
      if (!name.endsWith('_PORT') || typeof value !== 'number') continue
      const other = taken.get(value)
      if (other) context.addIssue({ code: 'custom', path: [name], message: `is ${value}, which ${other} has already: choose another` })
      taken.set(value, name)
    }
    checkMail(env, context)
  })

export type Environment = z.output<typeof environment>

/**
 * Reads the environment; an empty variable counts as not set.
 * @throws StackError naming every wrong variable with its problem and remedy, one a line
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const result = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}.`)
  throw new StackError(`The environment is wrong; nothing was started.\n${lines.join('\n')}`, exit.configuration)
}
