import type { Slot } from './layout.js'
import { FAULT } from './plain-cells.js'
import { dayOf } from './read-grids.js'

const faults: Record<string, string> = {
  error: '計算式がエラーになっています。式を直すか、値を書いてください。',
  uncalculated: '計算式の結果が保存されていません。Excelで開いて保存し直すか、値を書いてください。',
  scaled: '千円単位などに丸めて表示する書式が付いていて、見えている数と中の数が違います。値として貼り付け直してください。',
}

/** The text of a cell as the entry keeps it, or the sentence why it cannot be taken over. */
export function cellIn(
  cell: { text: string; serial?: number } | undefined,
  { kind, choices }: Pick<Slot, 'kind' | 'choices'>,
): { text: string } | { problem: string } {
  const { text, serial } = cell ?? { text: '' }
  if (text.startsWith(FAULT)) return { problem: faults[text.slice(1)] ?? faults.error ?? '' }
  if (text.trim() === '') return { text: '' }
  if (kind === 'date' && serial !== undefined) return { text: dayOfSerial(serial) ?? text }
  if (kind === 'flag') return flag(text)
  if (kind !== 'choice' || !choices) return { text }
  const wanted = plain(text)
  const choice = choices.find(({ id, label }) => plain(label) === wanted || id === text.trim())
  if (choice) return { text: choice.id }
  return { problem: `「${text.slice(0, 40)}」は選択肢にありません。${choices.map(({ label }) => label).join('、')}から選んでください。` }
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '')

function flag(text: string): { text: string } | { problem: string } {
  const word = plain(text).toLowerCase()
  if (/^(?:はい|true|on|1|○|◯|〇|レ|✓|✔|☑|yes)$/.test(word)) return { text: 'on' }
  if (/^(?:いいえ|false|off|0|×|✕|☐|no)$/.test(word)) return { text: 'off' }
  return { problem: `「${text.slice(0, 40)}」は「はい」か「いいえ」で書いてください。` }
}

/** A day that Excel holds as the number of days since 1899-12-30, within this and the last century; undefined otherwise. */
function dayOfSerial(serial: number): string | undefined {
  return serial >= 20_000 && serial < 80_000 ? dayOf(new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000)) : undefined
}
