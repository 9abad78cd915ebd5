import type { FC } from 'hono/jsx'

/**
 * What has to be put right before a form can be handed in, each with a link to its field. A problem of the whole form has no link.
 * Nothing is shown when there is none.
 */
export const ErrorSummary: FC<{ problems: { field: string; label: string; message: string }[] }> = ({ problems }) =>
  problems.length === 0 ? null : (
    <div class="error-summary" role="alert" aria-labelledby="error-summary-title" tabindex={-1}>
      <h2 id="error-summary-title">入力内容を確かめてください</h2>
      <ul>
        {problems.map(({ field, label, message }) => {
          const words = label === '' || message.includes(label) ? message : `${label}：${message}`
          return <li>{field === '' || label === '' ? words : <a href={`#f-${field}`}>{words}</a>}</li>
        })}
      </ul>
    </div>
  )
