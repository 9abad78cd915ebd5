import type { z } from 'zod'
import type { indicator } from './field-values.js'

export type Indicator = z.output<typeof indicator>

/** 累計 in the unit or the name: the figure is a running total, not the year's own. */
const runningTotal = /累計|累積/

/** A name that ends in the thing counted, and the units that count it. 回数 counted in 件 is what the reports really hold. */
const countedBy: { name: RegExp; units: RegExp; word: string }[] = [
  { name: /(回数)$/, units: /回/, word: '回数' },
  { name: /(件数)$/, units: /件/, word: '件数' },
  { name: /(人数|者数|来場者数)$/, units: /人|名/, word: '人数' },
  { name: /(社数|企業数)$/, units: /社|者|件/, word: '企業数' },
  { name: /(率|割合)$/, units: /%|％|パーセント|ポイント/, word: '率' },
]

const year = (fiscalYear: number) => `${fiscalYear}年度`

/**
 * What a reader should be told about an indicator before comparing its figures: sentences for display, never errors.
 * All of these occur in printed reports, so none of them may stop a sheet.
 */
export function indicatorDoubts(value: Indicator): string[] {
  const doubts: string[] = []
  const without = (cell: 'target' | 'actual') => value.values.filter((one) => one[cell] === null).map((one) => year(one.fiscalYear))
  if (value.values.length === 0) doubts.push('年度別の値がありません。')
  const noTarget = without('target')
  if (noTarget.length > 0) doubts.push(`${noTarget.join('・')}の目標がありません。`)
  const noActual = without('actual')
  if (noActual.length > 0) doubts.push(`${noActual.join('・')}の実績がありません。`)
  for (const one of value.values) {
    if (one.raw === undefined) continue
    if (typeof one.raw === 'string') doubts.push(`${year(one.fiscalYear)}の原文の表記は「${one.raw}」です。`)
    else {
      if (one.raw.target !== undefined) doubts.push(readAs(one.fiscalYear, '目標', one.raw.target, one.target))
      if (one.raw.actual !== undefined) doubts.push(readAs(one.fiscalYear, '実績', one.raw.actual, one.actual))
    }
  }
  if (value.unit.trim() === '') doubts.push('単位がありません。')
  const counted = countedBy.find(({ name }) => name.test(value.name))
  if (counted && value.unit.trim() !== '' && !counted.units.test(value.unit))
    doubts.push(`名称は${counted.word}ですが、単位は「${value.unit}」です。`)
  if (runningTotal.test(value.unit) || runningTotal.test(value.name))
    doubts.push('累計の値です。単年度の値と比べたり、足したりできません。')
  return doubts
}

const readAs = (fiscalYear: number, cell: string, raw: string, read: number | null) =>
  read === null
    ? `${year(fiscalYear)}の${cell}は「${raw}」と書かれており、数値として読めません。`
    : `${year(fiscalYear)}の${cell}は「${raw}」と書かれており、${read.toLocaleString('ja-JP')}と読みました。`
