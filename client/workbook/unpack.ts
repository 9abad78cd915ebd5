import { type OfficeKind, unpackParts } from './unpack-parts.js'
import { Unreadable } from './unreadable.js'

/** What an honest workbook never comes near. */
const RATIO = 100

const workbook: OfficeKind = {
  parts: 200,
  total: 50 * 1024 * 1024,
  // Pictures, notes, drawings and printer settings stay packed.
  needed:
    /^(?:\[Content_Types\]\.xml|xl\/(?:_rels\/workbook\.xml\.rels|workbook\.xml|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml))$/,
  macroPart: /vbaProject|\.xlsm$/i,
  checkNames(names) {
    if (['[Content_Types].xml', 'xl/workbook.xml'].every((name) => names.includes(name))) return
    if (names.some((name) => /\.xlsx$/i.test(name)))
      throw new Unreadable('ZIPファイルです。展開して、中のExcelファイルを1つずつ読み込んでください。')
    throw new Unreadable('Excelファイル（.xlsx）ではありません。画面からダウンロードしたExcelファイルに書いて、読み込んでください。')
  },
  words: {
    damaged: 'ファイルが途中で切れているか、壊れています。もう一度保存し直して、読み込んでください。',
    tooLarge: 'ファイルを開くと異常に大きくなるため、読みませんでした。画面からダウンロードし直したファイルに書いてください。',
    encrypted: 'ファイルが暗号化されています。パスワードを外して保存し直してから、読み込んでください。',
    macros: 'マクロの付いたファイル（.xlsm）は読めません。「Excel ブック (.xlsx)」で保存し直してから、読み込んでください。',
    tooMany: (parts) => `ファイルの中の部品が多すぎます（${parts}個）。画面からダウンロードし直したファイルに書いてください。`,
  },
}

/** The parts of an .xlsx file that hold its text. @throws Unreadable with a sentence, as `unpackParts`, or swollen */
export async function unpack(file: Buffer): Promise<Map<string, Buffer>> {
  const parts = await unpackParts(file, workbook)
  const total = [...parts.values()].reduce((sum, part) => sum + part.length, 0)
  if (total > file.length * RATIO) throw new Unreadable(workbook.words.tooLarge)
  return parts
}
