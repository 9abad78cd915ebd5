import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { style } from './style.js'

export interface Asset {
  path: string
  type: string
  body: string
}

const script = (name: string): Asset => asset(name, 'text/javascript', readFileSync(new URL(`browser/${name}`, import.meta.url), 'utf8'))

/** Named by its content: a browser keeps it for good, and a new one has another name. */
function asset(name: string, type: string, body: string): Asset {
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 16)
  const [stem, extension] = name.split('.')
  return { path: `/assets/${stem}-${digest}.${extension}`, type: `${type}; charset=utf-8`, body }
}

export const styleAsset = asset('style.css', 'text/css', style)
/** What keeps a sheet while it is typed; without it, the form's buttons do. */
export const sheetScript = script('sheet.js')
/** What adds rows to a form's lists without asking the server. */
export const rowsScript = script('rows.js')

export const assets: Asset[] = [styleAsset, sheetScript, rowsScript]
