import { picturesOf } from './pictures.js'

const fileName = /\.(jpe?g|png|webp|heic)$/i
const bare = /^(写真|画像|図|イメージ|photo|image)[\s0-9０-９一二三四五六七八九①-⑳.、。]*$/i

/** What to look at again about a field's pictures: alternative texts that tell nobody what is seen. Whether they are there, the check says. */
export const pictureDoubts = (value: unknown): string[] =>
  picturesOf(value).flatMap(({ alt, caption }, at) => {
    const what = `${at + 1}枚目の写真の代替テキスト`
    const text = alt.trim()
    if (fileName.test(text)) return [`${what}がファイル名のようです。写真が見えない人に、何が写っているかを伝える文にしてください。`]
    if (bare.test(text)) return [`${what}「${text}」では、何が写っているか伝わりません。見えるものを短い文で書いてください。`]
    if (text !== '' && text === caption.trim())
      return [`${what}が説明と同じです。読み上げると同じ文が二度続きます。代替テキストには、写真に見えるものを書いてください。`]
    return []
  })
