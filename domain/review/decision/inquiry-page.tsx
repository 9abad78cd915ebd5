import { raw } from 'hono/html'
import { draftStyle, reportStyle } from '../../publication/report-style.js'
import type { Inquiry } from './inquiry.js'

/** 伺い文 as a page of its own, to be read or printed. */
export function inquiryPage({ title, lead, parts }: Inquiry): string {
  const page = (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`【案】${title}`}</title>
        <style>{raw(`${reportStyle}${draftStyle}`)}</style>
      </head>
      <body>
        <p class="draft">案</p>
        <main class="frame">
          <h1>{title}</h1>
          <p>{lead}</p>
          {parts.map(({ heading, lines }, at) => (
            <section>
              <h2>{`${at + 1}　${heading}`}</h2>
              <ul>
                {lines.map((line) => (
                  <li>{line.trim()}</li>
                ))}
              </ul>
            </section>
          ))}
        </main>
      </body>
    </html>
  )
  return `<!doctype html>\n${page}`
}
