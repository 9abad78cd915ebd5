import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import { type Cell, changedCells, standingOf, standings, standingWords } from '../../../../../domain/review/allot.js'
import type { AllotmentTable, Seat } from '../../../../app/review/selecting/allotment-table.js'
import type { CycleLine } from '../../../../app/views/list-cycles.js'
import { Page } from '../../../layout.js'
import { allotmentPath, releasePath, selectionPath } from '../../../review-paths.js'
import { Scroll } from '../../../words.js'
import { ErrorSummary } from '../../error-summary.js'
import { FilterSelect } from '../../filter-select.js'

export interface AllotmentPageProps {
  cycle: CycleLine
  table: AllotmentTable
  office: boolean
  /** what the form shows where that is not what stands: typed before something was wrong, or proposed */
  shown: Cell[] | null
  /** the proposal: how many each gets, and the programmes without enough members */
  proposal: { each: number; short: string[] } | null
  done: number | null
  problem: string | null
}

/** Names of a form: `at.{programme}.{seat}`, `why.{programme}.{seat}` */
export const cellName = (what: 'at' | 'why', programme: string, seat: Seat): string => `${what}.${programme}.${seat.key}`

const Table: FC<AllotmentPageProps> = ({ table: { seats, programmes, cells }, office, shown }) => {
  const [stands, wanted] = [standingOf(cells), standingOf(shown ?? cells)]
  const count = (seat: Seat) => programmes.filter(({ key }) => wanted(key, seat.id).standing === 'assigned').length
  return (
    <Scroll label="担当と利害関係">
      <table class="seats">
        <caption>{`施策${programmes.length}件・委員の席${seats.length}`}</caption>
        <thead>
          <tr>
            <th scope="col">施策</th>
            {seats.map(({ title, holders }) => (
              <th scope="col">
                {title}
                {office && !holders.startsWith(title) && <span class="soft">{holders || '（空席）'}</span>}
              </th>
            ))}
          </tr>
          <tr>
            <th scope="row">担当の件数</th>
            {seats.map((seat) => (
              <td class="n">{count(seat)}</td>
            ))}
          </tr>
        </thead>
        <tbody>
          {programmes.map(({ key, name, departmentName, verified }) => (
            <tr>
              <th scope="row">
                {name}
                <span class="soft">{`（${departmentName}）${verified ? '' : '検証対象から外れています'}`}</span>
              </th>
              {seats.map((seat) => {
                const { standing } = wanted(key, seat.id)
                const changed = stands(key, seat.id).standing !== standing
                return (
                  <td>
                    {office ? (
                      <select name={cellName('at', key, seat)} aria-label={`${name}：${seat.title}`}>
                        {standings.map((one) => (
                          <option value={one} selected={one === standing}>
                            {standingWords[one]}
                          </option>
                        ))}
                      </select>
                    ) : (
                      standingWords[standing]
                    )}
                    {changed && <strong>{'　変更'}</strong>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** Every conflict with its reason; a new one asks for it. */
const Reasons: FC<AllotmentPageProps> = ({ table: { seats, programmes, cells }, office, shown }) => {
  const wanted = standingOf(shown ?? cells)
  const conflicts = programmes.flatMap((programme) =>
    seats.flatMap((seat) => {
      const cell = wanted(programme.key, seat.id)
      return cell.standing === 'conflict' ? [{ programme, seat, reason: cell.reason }] : []
    }),
  )
  if (conflicts.length === 0) return null
  return (
    <section aria-labelledby="reasons" class="question">
      <h2 id="reasons">{`利害関係の理由（${conflicts.length}件）`}</h2>
      <p class="soft">施策のシートは、この委員には見えません。理由は事務局だけが見られます。</p>
      {conflicts.map(({ programme, seat, reason }) => {
        const name = cellName('why', programme.key, seat)
        const label = `${programme.name}：${seat.title}`
        return office ? (
          <p class={reason.trim() === '' ? 'wrong' : undefined}>
            <label for={name}>{label}</label>
            <input id={name} name={name} value={reason} size={40} aria-invalid={reason.trim() === '' ? 'true' : undefined} />
          </p>
        ) : (
          <p>{label}</p>
        )
      })}
    </section>
  )
}

const Bodies: FC<{ cycle: CycleLine; table: AllotmentTable }> = ({ cycle, table: { bodies, body } }) =>
  bodies.length < 2 ? null : (
    <form method="get" action={allotmentPath(cycle)} class="filter">
      <FilterSelect name="body" label="会議体" value={body} options={bodies.map(({ id, name }): [string, string] => [id, name])} />
      <p>
        <button type="submit">この条件で表示する</button>
      </p>
    </form>
  )

/** 担当・利害関係: who looks at which programme, and who must not. */
export const AllotmentPage: FC<AllotmentPageProps> = (props) => {
  const { cycle, table, shown, proposal, done, problem } = props
  const office = props.office && cycle.state === 'running'
  const changes = shown ? changedCells(table.cells, shown).length : 0
  const lacking = (proposal?.short ?? []).map((key) => table.programmes.find((one) => one.key === key)?.name ?? key)
  return (
    <Page title="担当・利害関係" cycle={cycle} here={allotmentPath(cycle)} wide>
      {problem && <ErrorSummary problems={[{ field: '', label: '', message: problem }]} />}
      {done !== null && (
        <p class="receipt" role="status">
          {done === 0 ? '変わったところはありません。' : `${done}か所を保存しました。`}
        </p>
      )}
      <p class="near">
        <a href={selectionPath(cycle)}>検証対象の選定</a>
        <a href={releasePath(cycle)}>委員への公開</a>
      </p>
      <Bodies cycle={cycle} table={table} />
      {table.seats.length === 0 || table.programmes.length === 0 ? (
        <p>
          {table.seats.length === 0
            ? '委員の席がありません。組織と職で、会議体の席を作ってください。'
            : '検証対象の施策がありません。先に検証対象を選定してください。'}
        </p>
      ) : (
        <form method="post" action={allotmentPath(cycle)}>
          <input type="hidden" name="_key" value={randomUUID()} />
          <input type="hidden" name="body" value={table.body} />
          <input type="hidden" name="stood" value={table.stood} />
          {proposal && (
            <div class="notice" role="status">
              <p>{`均等に割り当てた案です（一つの施策に${proposal.each}人、変更${changes}か所）。まだ保存していません。利害関係のある委員には割り当てていません。`}</p>
              {lacking.length > 0 && <p>{`▲ 委員が足りない施策：${lacking.join('、')}`}</p>}
            </div>
          )}
          <Table {...props} office={office} />
          <Reasons {...props} office={office} />
          {office && (
            <div class="question">
              <p class="buttons">
                <button type="submit" name="_act" value="save">
                  {proposal ? 'この案のとおり保存する' : '担当・利害関係を保存する'}
                </button>
              </p>
              <details open={proposal !== null}>
                <summary>均等に割り当てる</summary>
                <p>
                  <label for="each">一つの施策を見る委員の人数</label>
                  <input id="each" name="each" size={3} inputmode="numeric" value={String(proposal?.each ?? 2)} />
                </p>
                <p class="soft">いまの担当と利害関係はそのままにして、足りない分を、担当の少ない委員から割り当てます。</p>
                <p>
                  <button type="submit" name="_act" value="propose" class="second">
                    均等に割り当てた案を見る
                  </button>
                </p>
              </details>
            </div>
          )}
        </form>
      )}
    </Page>
  )
}
