import { countsOf } from '../../domain/bundle/counts.js'
import { askedOf, conductOf } from '../../domain/bundle/hand-in.js'
import type { Bundle } from '../../domain/bundle/schema.js'
import { askOf } from '../../domain/definition/ask-of.js'
import type { Definition } from '../../domain/definition/schema.js'
import { wholeName } from '../../domain/review/whole.js'
import type { Database } from '../../prisma/db.js'
import { openFaults } from '../app/views/open-faults.js'
import { yearCounts } from '../app/views/year-counts.js'

/** A figure of the played year as PostgreSQL counts it; `recorded` is what it must be by the bundle, null where the bundle does not say. */
export interface Figure {
  what: string
  played: number
  recorded: number | null
}

export interface Tally {
  figures: Figure[]
  agree: boolean
}

/** Holds the year as it stands in the records against the bundle it was played from. */
export async function tally(
  db: Database,
  cycle: string,
  { bundle, definition }: { bundle: Bundle; definition: Definition },
): Promise<Tally> {
  const played = await yearCounts(db, cycle)
  const recorded = countsOf(bundle)
  const sent = (kind: string) => played.noticesSent[kind] ?? 0
  const figures: Figure[] = [
    { what: '事務事業', played: played.programmes, recorded: recorded.programmes },
    { what: '事務事業によらない取組', played: played.initiatives, recorded: recorded.initiatives },
    { what: '検証対象', played: played.verified, recorded: recorded.verified },
    { what: '指標', played: played.indicators, recorded: recorded.indicators },
    { what: '依頼（全ての工程）', played: played.assignments, recorded: askedOf(bundle, definition).length },
    { what: '照会のメール', played: sent('request'), recorded: requestsOf(bundle, definition) },
    { what: '期限前のお知らせ', played: sent('reminder'), recorded: null },
    { what: '再依頼', played: sent('overdue') + sent('head-notice'), recorded: null },
    { what: '上位者への連絡の提案', played: sent('escalation-proposal'), recorded: null },
    { what: '修正依頼', played: played.returns, recorded: returnsOf(bundle, definition) },
    { what: '検証意見', played: played.opinions, recorded: recorded.opinions },
    { what: '対応', played: played.actions, recorded: recorded.actions },
    { what: `${wholeName}への意見`, played: played.opinionsCrossCutting, recorded: recorded.crossCutting },
    { what: `${wholeName}への意見への対応`, played: played.actionsCrossCutting, recorded: recorded.crossCuttingActions },
    { what: '届いたメール', played: played.mailsSent, recorded: null },
    { what: '報告書のページ', played: played.pages, recorded: null },
    { what: '未解決の警報', played: (await openFaults(db, definition.city.id)).length, recorded: 0 },
    { what: '経過の記録', played: played.trailRows, recorded: null },
  ]
  return { figures, agree: figures.every((f) => f.recorded === null || f.recorded === f.played) && played.pages > 0 }
}

/** One request mail for everything that is asked with a chase. */
const requestsOf = (bundle: Bundle, definition: Definition): number =>
  askedOf(bundle, definition).filter(({ step, ...asked }) => askOf(definition, { stepKey: step, ...asked })?.chase !== undefined).length

const returnsOf = (bundle: Bundle, definition: Definition): number =>
  askedOf(bundle, definition)
    .filter(({ checked }) => checked)
    .flatMap(({ step, subject }) => conductOf(bundle, step, subject))
    .reduce((sum, { how }) => sum + (how === 'returned' ? 1 : how === 'returned-twice' ? 2 : 0), 0)

/** The tally as lines; `＝` the bundle says the same, `≠` it says otherwise. */
export const formatTally = ({ figures }: Tally): string =>
  [
    '  再生した年度の数（＝ 記録と一致、≠ 記録と相違、無印は数えただけ）',
    ...figures.map(
      ({ what, played, recorded }) =>
        `  ${String(played).padStart(6)}  ${recorded === null ? '　' : recorded === played ? '＝' : `≠ ${recorded}`} ${what}`,
    ),
  ].join('\n')
