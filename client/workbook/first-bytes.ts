import { largestFile, sizeWord } from '../../domain/sheet/file-size.js'

const starts = (file: Buffer, ...bytes: number[]) => bytes.every((byte, index) => file[index] === byte)

const again = 'Excelで開き、「名前を付けて保存」で「Excel ブック (.xlsx)」を選んで保存してから、読み込んでください。'

/** Why a file cannot be our workbook, seen from its size and first bytes, as a sentence; null when it may be one. */
export function strangeFile(bytes: Uint8Array): string | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length === 0) return 'ファイルが空です。書き込んで保存したExcelファイルを選び直してください。'
  if (file.length > largestFile)
    return `ファイルが大きすぎます（${sizeWord(file.length)}）。読めるのは5 MBまでです。画像などを取り除いて保存し直してください。`
  if (starts(file, 0xd0, 0xcf, 0x11, 0xe0)) {
    const locked = file.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    return locked
      ? 'ファイルにパスワードが付いています。Excelで開き、「ファイル」「情報」「ブックの保護」でパスワードを外して保存してから、読み込んでください。'
      : `古い形式（.xls）か、Excel以外のファイルです。${again}`
  }
  if (starts(file, 0x25, 0x50, 0x44, 0x46))
    return 'これはPDFです。画面からダウンロードしたExcelファイル（.xlsx）に書いて、読み込んでください。'
  if (starts(file, 0x50, 0x4b, 0x03, 0x04)) return null
  return isText(file)
    ? `CSVなどの文字だけのファイルです。画面からダウンロードしたExcelファイルに書き、.xlsx のまま保存して読み込んでください。`
    : `Excelファイル（.xlsx）ではありません。名前の末尾だけを .xlsx に変えても読めません。${again}`
}

const isText = (file: Buffer): boolean => !file.subarray(0, 4096).some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))
