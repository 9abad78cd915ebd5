import type { FC } from 'hono/jsx'
import { fiscalYearName } from '../../../../../domain/calendar/date-words.js'
import { figure } from '../../../../../domain/publication/report-words.js'

/** An indicator of a sheet: what was aimed at and what came of it, by fiscal year. */
export interface ChartIndicator {
  name: string
  unit: string
  values: { fiscalYear: number; target: number | null; actual: number | null }[]
}

const percent = (value: number, most: number): number => Math.round((Math.max(0, value) / most) * 10_000) / 100

/** One indicator's years: the result as a bar, the target as a line across it. The table beside holds every figure of the drawing. */
export const IndicatorChart: FC<{ of: ChartIndicator }> = ({ of: { name, unit, values } }) => {
  const most = Math.max(0, ...values.flatMap(({ target, actual }) => [target ?? 0, actual ?? 0]))
  const cell = (value: number | null) => (value === null ? '―' : `${figure(value)}${unit}`)
  return (
    <table class="counts indicator">
      <caption>{name}</caption>
      <thead>
        <tr>
          <th scope="col">年度</th>
          <th scope="col" class="n">
            目標
          </th>
          <th scope="col" class="n">
            実績
          </th>
          <th scope="col">
            <span class="unseen">図</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {values.map(({ fiscalYear, target, actual }) => (
          <tr>
            <th scope="row">{fiscalYearName(fiscalYear)}</th>
            <td class="n">{cell(target)}</td>
            <td class="n">{cell(actual)}</td>
            <td class="c-count">
              <svg class="count-bar" aria-hidden="true">
                {actual !== null && most > 0 && <rect class="passed now" width={`${percent(actual, most)}%`} y="4" height="8" />}
                {target !== null && most > 0 && (
                  <rect class="target" x={`${Math.max(0, percent(target, most) - 0.8)}%`} width="0.8%" y="0" height="16" />
                )}
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The indicators of a content as a chart can show them: those that have a name and a figure. */
export function chartIndicators(value: unknown): ChartIndicator[] {
  if (!Array.isArray(value)) return []
  const number = (cell: unknown) => (typeof cell === 'number' ? cell : null)
  return value.flatMap((one): ChartIndicator[] => {
    if (typeof one?.name !== 'string' || !Array.isArray(one.values)) return []
    const values = (one.values as Record<string, unknown>[]).flatMap(({ fiscalYear, target, actual }) =>
      typeof fiscalYear === 'number' ? [{ fiscalYear, target: number(target), actual: number(actual) }] : [],
    )
    const drawn = values.some(({ target, actual }) => target !== null || actual !== null)
    return drawn ? [{ name: one.name, unit: typeof one.unit === 'string' ? one.unit : '', values }] : []
  })
}
