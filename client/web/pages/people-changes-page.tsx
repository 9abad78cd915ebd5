import type { FC } from 'hono/jsx'
import { formatDate } from '../../../domain/calendar/date-words.js'
import type { ChangeLine } from '../../app/people/directory-post.js'
import { changeWord, holdingWord } from '../../app/people/directory-words.js'
import type { CycleLine } from '../../app/views/list-cycles.js'
import { Page } from '../layout.js'
import { peoplePath, withQuery } from '../paths.js'
import { changesPath } from '../people-paths.js'
import { At, Scroll } from '../words.js'

/** A change of the directory in a sentence. */
export function changeSentence(kind: string, facts: Record<string, unknown>): string {
  const of = (name: string) => String(facts[name] ?? '')
  const mailboxOf = (name: string) => of(name) || '職のメールなし'
  const day = (name: string) => (facts[name] ? formatDate(of(name)) : '')
  const ended = Array.isArray(facts['ended']) ? (facts['ended'] as { name: string; until: string }[]) : []
  const term = `「${of('title')}」に「${of('name')}」（${holdingWord(of('as'))}）、${day('from')}から${facts['until'] ? `${day('until')}まで` : ''}`
  const left = ended.map((one) => `「${one.name}」は${formatDate(one.until)}で離れます。`).join('')
  switch (kind) {
    case 'department-added':
      return `課「${of('name')}」（${of('bureau')}）を加えます。`
    case 'department-renamed':
      return `課「${of('before')}」（${of('bureauBefore')}）を「${of('name')}」（${of('bureau')}）に変えます。`
    case 'post-added':
      return `職「${of('title')}」（${of('department')}、${mailboxOf('mailbox')}）を加えます。`
    case 'post-changed':
      return `職「${of('before')}」（${mailboxOf('mailboxBefore')}）を「${of('title')}」（${mailboxOf('mailbox')}）に変えます。`
    case 'mail-redirected':
      return `「${of('title')}」宛てのメールを、「${of('name')}」（${holdingWord(of('as'))}）の在職の間、${facts['takesMail'] === true ? '本人のメールに送ります' : '本人のメールには送りません'}。`
    case 'person-renamed':
      return `「${of('before')}」の氏名を「${of('name')}」に変えます（${of('email')}）。`
    case 'ended':
      return `「${of('title')}」の「${of('name')}」（${holdingWord(of('as'))}）は${day('until')}で離れます。`
    case 'called-off':
      return `${term}の予定を取りやめます。`
    case 'successor-recorded':
    case 'successor-called-off':
      return `${day('on')}付け、「${of('title')}」から「${of('toTitle')}」。`
    case 'second-factor-reset':
      return `「${of('name')}」（${of('email')}）の確認アプリの登録を取り消します。`
    case 'imported':
      return `${of('rows')}行のファイル、変更${of('changes')}件（照合値 ${of('hash').slice(0, 12)}）。`
    default:
      return `${term}。${facts['takesMail'] === true ? 'この職宛てのメールは、本人のメールに送ります。' : ''}${left}`
  }
}

/** 変更の履歴: who changed what of departments, posts and holders. Only added to. */
export const ChangesPage: FC<{ cycle: CycleLine; changes: ChangeLine[]; next: number | null }> = ({ cycle, changes, next }) => (
  <Page title="組織と職の変更の履歴" cycle={cycle} wide>
    <p>
      <a href={peoplePath(cycle.city)}>組織と職に戻る</a>
    </p>
    {changes.length === 0 ? (
      <p>変更の記録はまだありません。</p>
    ) : (
      <Scroll label="変更の履歴">
        <table>
          <thead>
            <tr>
              <th scope="col">日時</th>
              <th scope="col">変えた人</th>
              <th scope="col">事項</th>
              <th scope="col">内容</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr>
                <td>
                  <At at={change.at} />
                </td>
                <td>
                  {change.by}
                  <span class="soft">{change.byPost}</span>
                </td>
                <td>{changeWord(change.kind)}</td>
                <td>{changeSentence(change.kind, change.facts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
    {next !== null && (
      <p>
        <a href={withQuery(changesPath(cycle.city), { before: next })}>これより前の変更</a>
      </p>
    )}
  </Page>
)
