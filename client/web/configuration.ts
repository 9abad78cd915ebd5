import { z } from 'zod'

const port = z.coerce.number({ error: 'is not a number: write a port such as 8280' })
const address = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'is not an address of the form http://host:8281')

const schema = z.object({
  DATABASE_URL: z.string({ error: 'is missing: the database to read, e.g. postgres://junkan@host/junkan' }),
  /** nobody signs in yet: other machines may reach the pages only through a proxy that asks who they are */
  JUNKAN_WEB_HOST: z.string().default('127.0.0.1'),
  JUNKAN_WEB_PORT: port
    .int('is not a whole number')
    .min(0, 'is not a port: use 0 to 65535')
    .max(65_535, 'is not a port: use 0 to 65535')
    .default(8280),
  /** the address people use; its host is answered besides this machine's own names */
  JUNKAN_PUBLIC_URL: address.optional(),
  /** Temporal's own pages, linked from the trail when given */
  JUNKAN_TEMPORAL_UI_URL: address.optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
})

export type WebConfiguration = z.output<typeof schema>

/** Reads the web server's configuration; an empty variable counts as not set. @throws one Error that names every variable at fault */
export function readConfiguration(env: NodeJS.ProcessEnv): WebConfiguration {
  const read = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (read.success) return read.data
  throw new Error(
    ['The web server was not started.', ...read.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}.`)].join('\n'),
  )
}
