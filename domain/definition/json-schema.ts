import { z } from 'zod'
import { definition } from './schema.js'

/** A name, not an address to fetch; an editor maps the written-out schema to `definitions/*.yaml`. */
const schemaId = 'urn:junkan:definition:1'

/**
 * The JSON Schema (2020-12) of a definition file for editors: keys, allowed words, titles and descriptions. It describes what
 * may be written (defaults may be left out); what parts say of each other is checked by `readDefinition` alone.
 */
export const definitionJsonSchema = (): Record<string, unknown> => ({
  $id: schemaId,
  ...z.toJSONSchema(definition, { io: 'input', target: 'draft-2020-12' }),
})
