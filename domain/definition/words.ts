import { z } from 'zod'

/** What editors show for a key (docs/definitions.md tells more): a title and what to write. */
export const told = (title: string, description?: string) => (description === undefined ? { title } : { title, description })

export const key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, '英小文字・数字・ハイフンの識別子にしてください（例: sheet-forecast）')
export const text = z.string().min(1, '空にできません')
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '時刻は 17:00 のように書いてください')
export const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '月日は 05-31 のように書いてください')

/** Where a date or a practice comes from: printed in the report, in public minutes, or ordinary practice (assumed). */
export const basis = z
  .enum(['report', 'minutes', 'assumed'])
  .meta(told('根拠', 'report = 報告書に記載、minutes = 公開された会議の記録等、assumed = 通常の実務による仮定。画面に表示されます。'))
