import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { type OfficeKind, unpackParts } from './unpack-parts.js'
import { Unreadable } from './unreadable.js'

const tooLarge = 'Wordファイルを開くと異常に大きくなるため、読みませんでした。必要な文だけを写して貼り付けてください。'

const document: OfficeKind = {
  parts: 2_000,
  total: 30 * 1024 * 1024,
  // Pictures, embedded files and everything that leads outside is left behind.
  needed:
    /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering|footnotes|endnotes)\.xml|word\/_rels\/document\.xml\.rels)$/,
  macroPart: /vbaProject/i,
  checkNames(names) {
    if (!['[Content_Types].xml', 'word/document.xml'].every((name) => names.includes(name)))
      throw new Unreadable(
        'Wordファイル（.docx）ではありません。名前の末尾だけを変えても読めません。Wordで「Word 文書 (.docx)」として保存してください。',
      )
  },
  words: {
    damaged: 'Wordファイルが途中で切れているか、壊れています。もう一度保存し直して、読み込んでください。',
    tooLarge,
    encrypted: 'Wordファイルが暗号化されています。パスワードを外して保存し直してください。',
    macros: 'マクロの付いたファイル（.docm）は読めません。「Word 文書 (.docx)」で保存し直してください。',
    tooMany: () => tooLarge,
  },
}

/** The parts of a .docx file that hold its text, as a small file of their own. @throws Unreadable with a sentence, as `unpackParts` */
export async function unpackWords(file: Buffer): Promise<Buffer> {
  const kept = new ZipFile()
  for (const [name, part] of await unpackParts(file, document)) kept.addBuffer(part, name)
  kept.end()
  return buffer(kept.outputStream)
}
