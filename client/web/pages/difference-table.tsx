import { diffArrays } from 'diff'
import type { FC } from 'hono/jsx'
import type { Difference } from '../../../domain/sheet/differences.js'
import { Scroll } from '../words.js'

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' })
const words = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment)

/** Beyond this many characters two texts stand side by side whole: nobody reads such a comparison word by word. */
const longest = 8_000

/** A text with what was struck out and what was put in, word by word. */
const Changed: FC<{ before: string; after: string }> = ({ before, after }) => (
  <p class="changed">
    {diffArrays(words(before), words(after)).map(({ value, added, removed }) => {
      const text = value.join('')
      return removed ? <del>{text}</del> : added ? <ins>{text}</ins> : text
    })}
  </p>
)

const isShort = (text: string): boolean => text.length < 40 && !text.includes('\n')

const Row: FC<{ one: Difference; showAll: boolean }> = ({ one, showAll }) => (
  <tr>
    <th scope="row">
      {one.label}
      {one.place && <span class="soft">{one.place}</span>}
    </th>
    {showAll || (isShort(one.before) && isShort(one.after)) || one.before.length + one.after.length > longest ? (
      <>
        <td class="written">{one.before || '（空欄）'}</td>
        <td class="written">{one.after || '（空欄）'}</td>
      </>
    ) : (
      <td colspan={2}>
        <Changed before={one.before} after={one.after} />
      </td>
    )}
  </tr>
)

/** Cell by cell, what two contents write differently. */
export const DifferenceTable: FC<{ caption: string; before: string; after: string; of: Difference[]; whole?: boolean }> = ({
  caption,
  before,
  after,
  of,
  whole = false,
}) => (
  <Scroll label={caption}>
    <table class="differences">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">項目</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {of.map((one) => (
          <Row one={one} showAll={whole} />
        ))}
      </tbody>
    </table>
  </Scroll>
)
