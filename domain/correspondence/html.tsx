import type { Letter, Row, Words } from './letter-shape.js'
import { count } from './lines.js'

const page =
  'font-family:sans-serif;font-size:16px;line-height:1.7;color:#1a1a1a;background:#ffffff;max-width:42em;margin:0 auto;padding:16px;overflow-wrap:anywhere'
const end = 'text-align:right;margin:0'

const Rows = ({ rows }: { rows: Row[] }) => (
  <ul style="margin:0">
    {rows.map(({ label, text, link }) => (
      <li>
        {`${label.replace(/[ 　]/g, '')}：${text}`}
        {link !== undefined && (
          <>
            <br />
            <a href={link}>{link}</a>
          </>
        )}
      </li>
    ))}
  </ul>
)

const Lines = ({ lines }: { lines: string[] }) => (
  <>
    {lines.map((line, index) => (
      <>
        {index > 0 && <br />}
        {line}
      </>
    ))}
  </>
)

const Section = ({ words }: { words: Words }) => (
  <>
    <h2 style="font-size:16px;margin:1em 0 0">{words.label}</h2>
    {words.lines.map((line) => (
      <p style="margin:0">{line}</p>
    ))}
  </>
)

const Told = ({ words }: { words: Words }) => (
  <>
    <p style="margin:0.5em 0 0">{words.label}</p>
    <ul style="margin:0">
      {words.lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  </>
)

/**
 * The letter as HTML beside the text. Nothing is loaded from outside, styles are inline and few, and the order is that of the
 * text: a gateway that strips every style leaves the same letter. JSX escapes whatever others wrote.
 */
export function letterHtml(letter: Letter): string {
  const body = (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{letter.subject}</title>
      </head>
      <body style={page}>
        <main>
          <p style="font-weight:bold;margin:0">{letter.lead[0]}</p>
          <p style="font-weight:bold;margin:0 0 1.5em">{letter.lead[1]}</p>
          <p style={end}>{letter.number}</p>
          <p style={end}>{letter.date}</p>
          <p>{letter.to}</p>
          <p style={end}>{letter.from}</p>
          <h1 style="font-size:20px;margin:1.5em 0 1em">{letter.about}</h1>
          <p>{letter.opening}</p>
          <p style="text-align:center">{letter.record}</p>
          {letter.groups.map((group, index) => (
            <>
              <h2 style="font-size:18px;margin:1.5em 0 0">{`${count(index + 1)}　${group.heading}`}</h2>
              <p style="margin:0">{group.explanation}</p>
              {(group.common.length > 0 || group.told) && (
                <>
                  <p style="margin:1em 0 0">{letter.common}</p>
                  <Rows rows={group.common} />
                  {group.told && <Told words={group.told} />}
                </>
              )}
              {group.items.map((item) => (
                <>
                  <h3 style="font-size:16px;margin:1em 0 0">{item.name}</h3>
                  <Rows rows={item.rows} />
                  {item.remarks.length > 0 && (
                    <ol>
                      {item.remarks.map((remark) => (
                        <li>
                          <strong>{`「${remark.field}」`}</strong>
                          {remark.lines.map((line) => (
                            <>
                              <br />
                              {line}
                            </>
                          ))}
                        </li>
                      ))}
                    </ol>
                  )}
                  {item.note && (
                    <>
                      <p style="margin:0.5em 0 0">{item.note.label}</p>
                      <blockquote style="margin:0 0 0 2em">
                        <Lines lines={item.note.lines} />
                      </blockquote>
                    </>
                  )}
                  {item.told && <Told words={item.told} />}
                </>
              ))}
            </>
          ))}
          {letter.closing.map((line) => (
            <p>{line}</p>
          ))}
          <p style={end}>{letter.end}</p>
          <Section words={letter.howTo} />
          <Section words={letter.contact} />
          <hr />
          {letter.footer.map((line) => (
            <p style="font-size:14px;margin:0">{line}</p>
          ))}
        </main>
      </body>
    </html>
  )
  return `<!doctype html>\n${body}`
}
