import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { diffSchemas } from '../../prisma/schema-engine.js'

describe('a new migration', () => {
  it('holds what schema.prisma has become, without a database to compare with', async () => {
    const schema = await readFile('prisma/schema.prisma', 'utf8')
    const grown = schema.replace('model Clock {', 'model Clock {\n  reason String?')
    expect(await diffSchemas(schema, grown)).toContain('ALTER TABLE "clock" ADD COLUMN     "reason" TEXT;')
  })

  it('is not missing: the migrations lead to the schema the code was written for', async () => {
    const schema = await readFile('prisma/schema.prisma', 'utf8')
    const reached = await readFile('prisma/migrations/schema.snapshot', 'utf8')
    expect(await diffSchemas(reached, schema), 'run npm run db:migration -- NAME').toMatch(/^\s*(-- This is an empty migration\.)?\s*$/)
  })
})
