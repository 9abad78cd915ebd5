import { partWord } from './part-words.js'
import { picturesOf, rightsName, type WrittenPicture } from './pictures.js'

/** One cell of a `pictures` field that two contents write differently; `place` as in `Difference`. */
interface PictureDifference {
  place: string
  before: string
  after: string
}

const cells: (keyof WrittenPicture)[] = ['alt', 'caption', 'source', 'rights']

/** A picture in words: what it shows, or by its first digits when nobody has said so yet. */
const told = ({ alt, caption, id }: WrittenPicture): string => `写真「${alt || caption || id.slice(0, 8)}」`

const withTexts = (one: WrittenPicture): string => {
  const facts = [
    one.caption && `説明：${one.caption}`,
    one.source && `出典：${one.source}`,
    one.rights && `根拠：${rightsName(one.rights)}`,
  ]
  return [told(one), ...facts.filter(Boolean)].join('　')
}

const text = (one: WrittenPicture, part: keyof WrittenPicture): string => (part === 'rights' ? rightsName(one.rights) : one[part])

/** What two values say differently: pictures that were added or taken out, their texts, their order. A picture is known by its bytes. */
export function pictureDifferences(before: unknown, after: unknown): PictureDifference[] {
  const [old, now] = [picturesOf(before), picturesOf(after)]
  const [stayed, kept] = [old.filter(({ id }) => idsOf(now).includes(id)), now.filter(({ id }) => idsOf(old).includes(id))]
  const changed = kept.flatMap((one) => {
    const was = old.find(({ id }) => id === one.id) ?? one
    const place = `${now.indexOf(one) + 1}枚目`
    return cells
      .filter((part) => was[part] !== one[part])
      .map((part) => ({ place: `${place}・${partWord('pictures', part)}`, before: text(was, part), after: text(one, part) }))
  })
  const moved = idsOf(stayed).join() !== idsOf(kept).join()
  return [
    ...old
      .filter((one) => !stayed.includes(one))
      .map((one) => ({ place: `${old.indexOf(one) + 1}枚目（外した写真）`, before: withTexts(one), after: '' })),
    ...changed,
    ...now
      .filter((one) => !kept.includes(one))
      .map((one) => ({ place: `${now.indexOf(one) + 1}枚目（加えた写真）`, before: '', after: withTexts(one) })),
    ...(moved ? [{ place: '並び順', before: stayed.map(told).join('、'), after: kept.map(told).join('、') }] : []),
  ]
}

const idsOf = (all: WrittenPicture[]): string[] => all.map(({ id }) => id)
