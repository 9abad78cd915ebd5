import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { ChaseOutlook, ChaseWord } from '../../app/steering/foresee-chase.js'
import type { ChaseRules } from '../../app/views/chase-rules.js'
import { noChase } from '../act-form.js'
import { chasesPath } from '../chase-paths.js'
import { Page } from '../layout.js'
import { processPath } from '../paths.js'
import { Scroll } from '../words.js'
import { nothingSent } from './chase-select.js'

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0)

/** What a word about a section or a programme would change, before anything is changed. */
export const ChasePreviewPage: FC<{ rules: ChaseRules; word: ChaseWord; reason: string; outlook: ChaseOutlook }> = ({
  rules,
  word,
  reason,
  outlook: { effects, kept },
}) => {
  const names = word.scope === 'section' ? rules.sections : rules.programmes
  const name = `${word.scope === 'section' ? '課' : '施策'}「${names.find(({ key }) => key === word.key)?.name ?? word.key}」`
  const chaseName = (id: string | null) => (id === null ? '何も送らない' : (rules.chases.find((one) => one.id === id)?.name ?? id))
  const stepName = (id: string) => rules.definition.steps.find((step) => step.id === id.split('/')[4])?.name ?? ''
  const subjectName = (id: string) => {
    const subject = id.split('/').slice(5).join('/')
    return [...rules.programmes, ...rules.sections].find(({ key }) => key === subject)?.name ?? subject
  }
  return (
    <Page title="再依頼の段取りを変える前の確認" cycle={rules.cycle}>
      <p>まだ何も変えていません。次のとおりでよければ、一番下のボタンを押してください。</p>
      <p>
        <strong>
          {word.standing
            ? `${name}の段取りを「${word.chase === null ? nothingSent : chaseName(word.chase)}」にします。`
            : `${name}の定めをやめ、もとの段取りに戻します。`}
        </strong>
      </p>
      {word.standing && word.chase === null && (
        <p class="warning">これから依頼するものも含め、照会・お知らせ・再依頼・受領・修正依頼のどのメールも送らなくなります。</p>
      )}
      <p>
        {effects.length === 0
          ? 'いま提出を待っている依頼で、段取りが変わるものはありません。これからの依頼に使います。'
          : `提出を待っている依頼${effects.length}件の段取りが変わります。送る予定のメール${sum(effects.map(({ falls }) => falls))}件を取りやめ、${sum(effects.map(({ comes }) => comes))}件を新しく予定します。`}
        {kept > 0 && `依頼一件ごとに決めた段取りのある${kept}件は、変わりません。`}
      </p>
      {effects.length > 0 && (
        <Scroll label="段取りが変わる依頼">
          <table>
            <thead>
              <tr>
                <th scope="col">依頼</th>
                <th scope="col">今まで</th>
                <th scope="col">変更後</th>
                <th scope="col" class="n">
                  取りやめ
                </th>
                <th scope="col" class="n">
                  新しく予定
                </th>
              </tr>
            </thead>
            <tbody>
              {effects.map(({ processId, from, to, falls, comes }) => (
                <tr>
                  <th scope="row">
                    <a href={processPath(processId) ?? '/'}>{`${subjectName(processId)}（${stepName(processId)}）`}</a>
                  </th>
                  <td>{chaseName(from)}</td>
                  <td>{chaseName(to)}</td>
                  <td class="n">{falls}</td>
                  <td class="n">{comes}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <form method="post" action={chasesPath(rules.cycle)} class="question">
        <input type="hidden" name="_act" value={word.scope} />
        <input type="hidden" name="_key" value={randomUUID()} />
        <input type="hidden" name="_sure" value="yes" />
        <input type="hidden" name={word.scope} value={word.key} />
        <input type="hidden" name="chase-reason" value={reason} />
        {word.standing ? (
          <input type="hidden" name="chase" value={word.chase ?? noChase} />
        ) : (
          <input type="hidden" name="_back" value="yes" />
        )}
        <p>{`理由：${reason}`}</p>
        <p>
          <button type="submit">{word.standing ? 'この段取りにする' : 'この定めをやめる'}</button>
        </p>
      </form>
      <p>
        <a href={chasesPath(rules.cycle)}>変えずに戻る</a>
      </p>
    </Page>
  )
}
