import { z } from 'zod'

/** The keys that a schema knows at a path, so that a mistyped key can be answered with the right one. */
export function keysAt(schema: z.core.$ZodType, path: PropertyKey[]): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return keysAt(schema.unwrap(), path)
  if (schema instanceof z.ZodPipe) return keysAt(schema.def.in, path)
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap((option) => keysAt(option, path)))]
  const [part, ...rest] = path
  if (schema instanceof z.ZodObject) {
    if (part === undefined) return Object.keys(schema.shape)
    const inner: z.core.$ZodType | undefined = schema.shape[String(part)]
    return inner ? keysAt(inner, rest) : []
  }
  if (schema instanceof z.ZodArray) return part === undefined ? [] : keysAt(schema.element, rest)
  return []
}
