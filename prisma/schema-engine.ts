import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

// Node has WebAssembly; its type declarations for version 20 do not.
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>
}

const schemaFile = (content: string) => ({ tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] })

/**
 * The SQL that turns the database of one schema.prisma into that of another (`null`: an empty database).
 * Runs inside this process, without a database and without a network, which the `prisma migrate` command cannot
 * (docs/decisions/0010-migrations.md).
 */
export async function diffSchemas(from: string | null, to: string): Promise<string> {
  loaded ??= load()
  await loaded
  const adapter = bindMigrationAwareSqlAdapterFactory(hollowDatabase)
  const engine = await bindings.SchemaEngine.new({ datamodels: [['schema.prisma', to]] }, () => undefined, adapter)
  const { stdout } = await engine.diff({
    from: from === null ? { tag: 'empty' } : schemaFile(from),
    to: schemaFile(to),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return stdout ?? ''
}

// The engine greets a database when it starts, though a diff of two files needs none: this one answers with nothing.
const hollow: SqlDriverAdapter = {
  provider: 'postgres',
  adapterName: 'hollow',
  queryRaw: async () => ({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: async () => 0,
  executeScript: async () => undefined,
  startTransaction: async () => {
    throw new Error('a comparison of two schemas opens no transaction')
  },
  dispose: async () => undefined,
}
const hollowDatabase: SqlMigrationAwareDriverAdapterFactory = {
  provider: 'postgres',
  adapterName: 'hollow',
  connect: async () => hollow,
  connectToShadowDb: async () => hollow,
}

// The bindings keep one instance for the whole process: loading a second would pull the first away from under its objects.
let loaded: Promise<void> | undefined

async function load(): Promise<void> {
  const wasm = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(wasm), { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(instance.exports)
  const begin = instance.exports['__wbindgen_start']
  if (typeof begin === 'function') begin()
}
