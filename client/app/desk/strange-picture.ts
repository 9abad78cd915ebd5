import { largestFile, sizeWord } from '../../../domain/sheet/file-size.js'

const starts = (file: Buffer, ...bytes: number[]) => bytes.every((byte, index) => file[index] === byte)
const says = (file: Buffer, at: number, word: string) => file.subarray(at, at + word.length).toString('latin1') === word

const taken = 'JPEG・PNG・WebPの写真を選んでください。'
const again = '画像の編集ソフトで開き、JPEGとして保存し直してから選んでください。'

/** Why a file cannot be a picture that is taken, seen from its size and first bytes, as a sentence; null when it may be one. */
export function strangePicture(bytes: Uint8Array): string | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length === 0) return `ファイルが空です。${taken}`
  if (file.length > largestFile)
    return `写真のファイルが大きすぎます（${sizeWord(file.length)}）。5 MBまでです。画像の編集ソフトで小さくして保存し直してください。`
  const isJpeg = starts(file, 0xff, 0xd8, 0xff)
  const isPng = starts(file, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  const isWebp = says(file, 0, 'RIFF') && says(file, 8, 'WEBP')
  return isJpeg || isPng || isWebp ? null : other(file)
}

function other(file: Buffer): string {
  if (says(file, 4, 'ftyp'))
    return `この写真の形式（HEIC・AVIFなど）は使えません。${again}iPhoneでは「設定」「カメラ」「フォーマット」を「互換性優先」にすると、JPEGで撮れます。`
  if (says(file, 0, 'GIF8')) return `GIF画像は使えません。${again}`
  if (says(file, 0, '%PDF')) return `これはPDFです。${taken}`
  if (starts(file, 0x50, 0x4b, 0x03, 0x04) || starts(file, 0xd0, 0xcf, 0x11, 0xe0)) return `これは文書か圧縮ファイルです。${taken}`
  const beginning = file.subarray(0, 1024).toString('latin1').toLowerCase()
  if (beginning.includes('<svg')) return `SVG画像は使えません（中に別の内容を隠せるためです）。${again}`
  return `写真のファイルではありません。名前の末尾だけを変えても使えません。${taken}`
}
