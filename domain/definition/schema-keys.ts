import { z } from 'zod'

/**
 * The keys that a schema knows at a path, so that a mistyped key can be answered with the right one.
 * `written` are the keys found there: where several shapes are possible, those that share most of them count.
 */
export function keysAt(schema: z.core.$ZodType, path: PropertyKey[], written: string[] = []): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return keysAt(schema.unwrap(), path, written)
  if (schema instanceof z.ZodPipe) return keysAt(schema.def.in, path, written)
  if (schema instanceof z.ZodUnion) {
    const shapes = schema.options.map((option) => keysAt(option, path, written))
    const shared = (keys: string[]) => keys.filter((key) => written.includes(key)).length
    const most = Math.max(...shapes.map(shared))
    return [...new Set(shapes.filter((keys) => shared(keys) === most).flat())]
  }
  const [part, ...rest] = path
  if (schema instanceof z.ZodObject) {
    if (part === undefined) return Object.keys(schema.shape)
    const inner: z.core.$ZodType | undefined = schema.shape[String(part)]
    return inner ? keysAt(inner, rest, written) : []
  }
  if (schema instanceof z.ZodArray) return part === undefined ? [] : keysAt(schema.element, rest, written)
  return []
}
