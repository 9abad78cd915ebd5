import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.js'

export type Database = PrismaClient

/**
 * Opens the application's way to PostgreSQL. Every connection takes on the role `junkan_app`, which may only append
 * where the record is to be kept (prisma/migrations/0002_append_only), whatever the login itself could do.
 * A statement ends after 20 s. Connecting waits until the first query.
 * @param url postgres://…; its login must be a member of `junkan_app`
 * @param max connections at most (default 10)
 * @param applicationName as PostgreSQL's activity list shows it
 */
export function openDatabase(
  url: string,
  { max = 10, applicationName = 'junkan' }: { max?: number; applicationName?: string } = {},
): Database {
  const connection = {
    connectionString: withOptions(url, '-c role=junkan_app -c statement_timeout=20000'),
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  }
  const adapter = new PrismaPg(connection, { statementNameGenerator: ({ sql }) => statementName(sql) })
  // 'minimal': an error names the call and the rule it broke, never the values, which people wrote.
  return new PrismaClient({ adapter, errorFormat: 'minimal', transactionOptions: { maxWait: 10_000, timeout: 20_000 } })
}

/** Lists of rows differ in length from call to call: a name for each would fill the server's memory with plans. */
const longestNamed = 4_000

/**
 * The name under which a connection keeps a statement's plan; '' for none. Planning anew each time was half of PostgreSQL's
 * work in a played year (docs/benchmarks.md).
 */
const statementName = (sql: string): string => (sql.length > longestNamed ? '' : createHash('sha1').update(sql).digest('hex'))

// pg lets the URL's own `options` replace the configuration's: joined here, with ours last, so that none can drop the role.
function withOptions(url: string, options: string): string {
  const parsed = new URL(url)
  const given = parsed.searchParams.get('options')
  parsed.searchParams.set('options', given ? `${given} ${options}` : options)
  return parsed.href
}
