import { makePdf } from '../../client/app/review/meetings/make-pdf.js'
import type { Block } from '../../domain/review/field-blocks.js'

/** A PDF of so many pages, as an office would bring it. */
export async function pdfOf(pages: number, title = '配布資料'): Promise<Uint8Array<ArrayBuffer>> {
  const blocks = Array.from({ length: pages - 1 }, (_, at): Block[] => [{ kind: 'page' }, { kind: 'text', text: `${at + 2}枚目` }]).flat()
  return new Uint8Array(await makePdf({ title, facts: [], foot: title, blocks }))
}

/** A PDF that is locked by a password nobody knows (PDF 1.4, RC4 with 40 bits). */
export function lockedPdf(): Uint8Array<ArrayBuffer> {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>',
    `<</Filter/Standard/V 1/R 2/O<${'ab'.repeat(32)}>/U<${'cd'.repeat(32)}>/P -44>>`,
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((body, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${body}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const id = `<${'00'.repeat(16)}>`
  const trailer = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R/Encrypt 4 0 R/ID[${id}${id}]>>\nstartxref\n${text.length}\n%%EOF\n`
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}${trailer}`
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
