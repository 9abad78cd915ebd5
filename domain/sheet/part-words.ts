import type { Field } from '../definition/schema.js'
import { wholeName } from '../review/whole.js'

/** Parts of values as people read them, whichever type of field they stand in. */
const words: Record<string, string> = {
  name: '名称',
  label: '名称',
  unit: '単位',
  note: '備考',
  values: '年度別の値',
  fiscalYear: '年度',
  target: '目標',
  actual: '実績',
  raw: '原文の表記',
  value: '値',
  columns: '列見出し',
  rows: '行',
  id: '識別子',
  no: '番号',
  text: '本文',
  kind: '種類',
  viewpoint: '視点',
  source: '出所',
  sources: '元の発言',
  printing: '掲載区分',
  as: '掲載',
  printed: '掲載',
  into: '含める先の意見の番号',
  unprinted: '掲載しない理由',
  answers: '答える意見の番号',
  whole: `あわせて答える${wholeName}への意見`,
  category: '対応区分',
  timing: '実施時期',
  budget: '予算区分',
  indicator: '効果を示す指標',
  continues: '引き継ぐ前の年度の対応',
  subject: '対象',
  of: '発言の記録の番号',
  agreed: '発言の記録のとおり',
  ref: '前の年度の対応',
  state: 'その後',
  reason: '理由',
  to: '差し戻す先',
  package: '起案の資料の号',
  alt: '代替テキスト',
  caption: '説明',
  rights: '掲載の根拠',
}

/** Where one type of field calls a part otherwise. */
const own: Partial<Record<Field['type'], Record<string, string>>> = {
  pictures: { source: '出典' },
  ruling: { state: '判断' },
}

/** What people call a part of a field's value (domain/sheet/field-values.ts), e.g. `actual` of indicators: 実績. An unknown part is its own word. */
export const partWord = (type: Field['type'], part: string): string => own[type]?.[part] ?? words[part] ?? part
