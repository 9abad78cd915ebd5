import { setTimeout as sleep } from 'node:timers/promises'
import { Connection, type ConnectionOptions } from '@temporalio/client'
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig'
import { StackError } from './stack-error.js'

/**
 * What every workflow may be found by in Temporal's own list. Plain text on the server: register keys, never
 * personal data. PostgreSQL visibility has room for ten of type Keyword and three of type Int.
 */
const SEARCH_ATTRIBUTES = {
  City: 'Keyword',
  CycleDefinition: 'Keyword',
  FiscalYear: 'Int',
  Step: 'Keyword',
  Subject: 'Keyword',
  State: 'Keyword',
  Department: 'Keyword',
} as const
export const searchAttributes: Readonly<Record<string, string>> = SEARCH_ATTRIBUTES

// IndexedValueType of temporal.api.enums.v1
const TYPE_NUMBER = { Keyword: 2, Int: 3 } as const
const DAY = 24 * 60 * 60

/** Whether a Temporal server outside the stack is named: by address, or by a profile of Temporal's own configuration file. */
export function isTemporalNamed(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env['TEMPORAL_ADDRESS'] || env['TEMPORAL_PROFILE'] || env['TEMPORAL_CONFIG_FILE'])
}

/**
 * How to reach Temporal, from TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS… (as @temporalio/envconfig
 * reads them). A configuration file counts only when TEMPORAL_PROFILE or TEMPORAL_CONFIG_FILE asks for it: a profile lying in
 * somebody's home must not decide where a city's year runs.
 */
export function temporalConfig(env: NodeJS.ProcessEnv = process.env): Required<ClientConnectConfig> & { address: string } {
  const fromFile = Boolean(env['TEMPORAL_PROFILE'] || env['TEMPORAL_CONFIG_FILE'])
  const given = Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({ overrideEnvVars: given, disableFile: !fromFile })
  const address = connectionOptions.address ?? '127.0.0.1:7233'
  return { connectionOptions: { ...connectionOptions, address }, namespace, address }
}

/**
 * Connects a client. For a worker pass `temporalConfig().connectionOptions` to NativeConnection.
 * @throws StackError when no server answers within `patience` ms
 */
export async function connectTemporal(env: NodeJS.ProcessEnv = process.env, patience = 10_000) {
  const config = temporalConfig(env)
  const { address, namespace } = config
  let last: unknown
  for (const end = Date.now() + patience; Date.now() < end; await sleep(100)) {
    try {
      // A short attempt each: within one, gRPC waits longer and longer between its own tries.
      const options = config.connectionOptions as ConnectionOptions
      const connection = await Connection.connect({ ...options, connectTimeout: 3_000 })
      return { connection, config, namespace, address }
    } catch (error) {
      last = error
    }
  }
  const reason = last instanceof Error ? last.message : String(last)
  throw new StackError(`Temporal does not answer at ${address} (${reason}): check TEMPORAL_ADDRESS and its TLS settings.`, undefined, {
    cause: last,
  })
}

/**
 * Makes a namespace fit for a city's year: the search attributes exist and can be searched, and finished histories stay
 * 90 days (a retention of 30 days or more is taken to be the operator's choice and left alone). May be called again.
 * @throws StackError when the server refuses or the attributes do not become usable within 30 s
 */
export async function prepareNamespace(connection: Connection, namespace: string): Promise<void> {
  const { workflowService, operatorService } = connection
  try {
    const { config } = await workflowService.describeNamespace({ namespace })
    if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) < 30 * DAY) {
      await workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: { seconds: 90 * DAY } as never } })
    }
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace })
    const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in (customAttributes ?? {})))
    if (missing.length) {
      const wanted = Object.fromEntries(missing.map(([name, type]) => [name, TYPE_NUMBER[type]]))
      await operatorService.addSearchAttributes({ namespace, searchAttributes: wanted })
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StackError(
      `Temporal's namespace "${namespace}" could not be prepared (${reason}): its rights must include the operator service.`,
    )
  }
  await untilSearchable(connection, namespace)
}

/** A new attribute is refused in queries for a second or so after it was added. */
async function untilSearchable({ workflowService }: Connection, namespace: string): Promise<void> {
  const query = Object.entries(SEARCH_ATTRIBUTES)
    .map(([name, type]) => `${name} = ${type === 'Int' ? '0' : "''"}`)
    .join(' AND ')
  let last: unknown
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(200)) {
    try {
      await workflowService.countWorkflowExecutions({ namespace, query })
      return
    } catch (error) {
      last = error
    }
  }
  throw new StackError(`The search attributes of namespace "${namespace}" did not become usable.`, undefined, { cause: last })
}
