import { createHash, randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { photograph } from '../support/made-up-pictures.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { smallCityWithPictures } from '../support/small-city-pictures.js'
import { moveTo, quiet } from '../workflows/move-clock.js'

// A picture's whole way: added to a sheet, seen by those who may, handed in, accepted, published.
const written = {
  did: '朝市を開いた。',
  'photos.0.alt': '朝市の通りに並ぶ10の店と買い物客',
  'photos.0.rights': 'provided',
  'photos.0.source': '朝市組合',
}
const alt = written['photos.0.alt']

let rig: Rig
let pages: Pages
let home: string
let machi: Browser
let other: Browser
let office: Browser

beforeAll(async () => {
  rig = await rigFor(smallCityWithPictures())
  await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-09T02:00:00.000Z')
  await quiet(rig)
  pages = await pagesOf(rig)
  home = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
  machi = await pages.signedIn('machi-cho@minato.example')
  other = await pages.signedIn('seisaku-cho@minato.example')
  office = await pages.signedIn('seisaku@minato.example')
}, 180_000)
afterAll(() => rig?.close())

const id = (subject = 'market') => `${rig.cycle}/cards/${subject}`
const assignment = (subject = 'market') => `${home}/assignments/cards/${subject}`
const sheet = (subject = 'market') => `${assignment(subject)}/sheet`
const draftOf = (subject = 'market') => rig.db.draft.findUnique({ where: { processId: id(subject) } })
const photosOf = async (subject = 'market') => ((await draftOf(subject))?.content as { photos?: { id: string }[] } | null)?.photos ?? []
const headers = (as: Browser) => ({ cookie: [...as.jar].map(([name, value]) => `${name}=${value}`).join('; '), origin: 'http://127.0.0.1' })

/** What stands in the form's hidden fields. */
async function opened(as: Browser, path: string): Promise<Record<string, string>> {
  const { text } = await as.get(path)
  return Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

/** Sends the sheet's form as a browser does, with a file or without. */
async function send(as: Browser, texts: Record<string, string>, file?: { bytes: Uint8Array; name: string }, path = sheet()) {
  const body = new FormData()
  for (const [name, text] of Object.entries({ ...(await opened(as, path)), ...texts })) body.append(name, text)
  if (file) body.append('_picture.photos', new File([new Uint8Array(file.bytes)], file.name, { type: 'image/png' }))
  const response = await pages.app.request(path, { method: 'POST', headers: headers(as), body })
  return { status: response.status, location: response.headers.get('Location') ?? '', text: await response.text() }
}
const add = (bytes: Uint8Array | string, texts: Record<string, string> = {}, name = '写真.jpg') =>
  send(machi, { _do: '_picture.photos', ...texts }, { bytes: Buffer.from(bytes as Uint8Array), name })
const picture = (as: Browser, one: string, subject = 'market') =>
  pages.app.request(`${assignment(subject)}/pictures/${one}`, { headers: headers(as) })

describe('adding a picture', () => {
  it('saves what was typed with it, and comes back at its alternative text', async () => {
    const { status, location } = await add(await photograph(), { did: '朝市を開いた。' })
    expect([status, location]).toEqual([303, `${sheet()}?done=picture#f-photos`])
    const [one] = await photosOf()
    expect((await draftOf())?.content).toEqual({ did: '朝市を開いた。', photos: [{ id: one?.id, alt: '' }] })
    const { text } = await machi.get(`${sheet()}?done=picture`)
    expect(text).toContain('写真を加え、書いた内容も保存しました。')
    expect(text).toContain(`src="${assignment()}/pictures/${one?.id}"`)
    expect(text).toContain('enctype="multipart/form-data"')
  })

  it('keeps it under the hash of its bytes, without what the camera wrote into it', async () => {
    const [one] = await photosOf()
    const row = await rig.db.picture.findFirstOrThrow()
    expect(row).toMatchObject({ processId: id(), id: one?.id, city: rig.city, mediaType: 'image/jpeg', width: 400, height: 300 })
    expect(createHash('sha256').update(new Uint8Array(row.bytes)).digest('hex')).toBe(row.id)
    expect((await sharp(row.bytes).metadata()).exif).toBeUndefined()
    await expect(rig.db.picture.deleteMany()).rejects.toThrow(/permission denied/)
    await expect(rig.db.picture.updateMany({ data: { city: 'x' } })).rejects.toThrow(/permission denied/)
  })

  it('a file that is no picture is refused at the field, and the text is saved all the same', async () => {
    for (const [file, name, said] of [
      ['<!doctype html><script>alert(1)</script>', 'photo.png', '写真のファイルではありません'],
      ['<svg xmlns="http://www.w3.org/2000/svg"/>', '図.svg', 'SVG画像は使えません'],
      [(await photograph()).subarray(0, 2_000), '切れた写真.jpg', '写真を読めませんでした'],
    ] as const) {
      const { status, text } = await add(file, { did: `${said}まで書いた。` }, name)
      expect(status).toBe(400)
      expect(text).toMatch(new RegExp(`<a href="#f-photos">(写真：)?${said}`))
      expect((await draftOf())?.content).toMatchObject({ did: `${said}まで書いた。` })
    }
    expect(await photosOf()).toHaveLength(1)
    expect(await rig.db.picture.count()).toBe(1)
  })

  it('the same picture a second time, and the button without a file, are answered in words', async () => {
    const file = await photograph(120, 80, 200)
    expect((await add(file)).status).toBe(303)
    const twice = await add(file)
    expect([twice.status, twice.text.includes('同じ写真がもう加えてあります。')]).toEqual([400, true])
    const none = await send(machi, { _do: '_picture.photos' })
    expect([none.status, none.text.includes('ファイルを選んでから')]).toEqual([400, true])
  })

  it('one is taken out by a tick and saving', async () => {
    const before = await photosOf()
    await send(machi, { _do: 'save', did: '朝市を開いた。', 'photos.1.remove': 'on' })
    expect(await photosOf()).toEqual(before.slice(0, 1))
  })

  it('a chosen file is not passed over when another button is pressed', async () => {
    const file = { bytes: await photograph(200, 100, 60), name: 'a.jpg' }
    const { location } = await send(machi, { _do: 'submit', did: '朝市を開いた。' }, file)
    expect(location).toContain('done=picture')
    expect(await photosOf()).toHaveLength(2)
    await send(machi, { _do: 'save', did: '朝市を開いた。', 'photos.1.remove': 'on' })
  })

  it('the page that saves while one types sends no file and loses no picture', async () => {
    const hidden = await opened(machi, sheet())
    const saved = await machi.post(`${sheet()}/draft`, { ...hidden, ...written, did: '書いている。' })
    expect(saved.status).toBe(200)
    expect(await photosOf()).toMatchObject([{ alt, rights: 'provided', source: '朝市組合' }])
  })
})

describe('who sees a picture', () => {
  it('the section alone while it is written; nobody of another section, whose asking is written down', async () => {
    const [one] = await photosOf()
    const seen = await picture(machi, one?.id ?? '')
    expect([seen.status, seen.headers.get('Content-Type'), seen.headers.get('X-Content-Type-Options')]).toEqual([
      200,
      'image/jpeg',
      'nosniff',
    ])
    expect(seen.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect((await picture(office, one?.id ?? '')).status).toBe(404)
    expect((await picture(other, one?.id ?? '')).status).toBe(404)
    const denials = await rig.db.denial.findMany()
    expect(denials.map(({ path }) => path)).toEqual([`${assignment()}/pictures/${one?.id}`])
    expect((await pages.app.request(`${assignment()}/pictures/${one?.id}`)).status).toBe(303)
  })

  it('a browser that has it is told so, after it was asked whether it may', async () => {
    const [one] = await photosOf()
    const tagged = { ...headers(machi), 'If-None-Match': `"${one?.id}"` }
    expect((await pages.app.request(`${assignment()}/pictures/${one?.id}`, { headers: tagged })).status).toBe(304)
    const foreign = { ...headers(other), 'If-None-Match': `"${one?.id}"` }
    expect((await pages.app.request(`${assignment()}/pictures/${one?.id}`, { headers: foreign })).status).toBe(404)
  })

  it('naming another sheet’s picture shows and hands in nothing', async () => {
    const [one] = await photosOf()
    expect((await picture(machi, one?.id ?? '', 'lights')).status).toBe(404)
    const texts = { ...written, 'photos.0.id': one?.id ?? '', _do: 'submit' }
    const { status, text } = await send(machi, texts, undefined, sheet('lights'))
    expect([status, text.includes('1枚目の写真がこの依頼に保存されていません。')]).toEqual([400, true])
    expect(await rig.db.version.count({ where: { processId: id('lights') } })).toBe(0)
    await send(machi, { _do: 'discard' }, undefined, sheet('lights'))
  })

  it('the office sees what it added on the section’s behalf, though its person once belonged there', async () => {
    const { id: personId } = await rig.db.person.findUniqueOrThrow({ where: { email: 'seisaku@minato.example' } })
    const postId = (await rig.db.process.findUniqueOrThrow({ where: { id: id('lights') } })).post ?? ''
    const past = { id: randomUUID(), kind: 'deputy', from: new Date('2005-04-01'), until: new Date('2010-03-31'), recordedBy: personId }
    await rig.db.holding.create({ data: { ...past, postId, personId } })
    const file = { bytes: await photograph(320, 240), name: '灯り.jpg' }
    await send(office, { _do: '_picture.photos' }, file, sheet('lights'))
    const [one] = await photosOf('lights')
    expect((await picture(office, one?.id ?? '', 'lights')).status).toBe(200)
    await send(office, { _do: 'discard' }, undefined, sheet('lights'))
  })
})

describe('a workbook', () => {
  it('takes no pictures along and leaves those of the sheet as they are', async () => {
    const before = await photosOf()
    const response = await pages.app.request(`${home}/workbook.xlsx?${new URLSearchParams({ id: id() })}`, { headers: headers(machi) })
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await response.arrayBuffer()) as unknown as ExcelJS.Buffer)
    const worksheet = workbook.worksheets.find((one) => one.getCell(1, 1).text === id())
    if (!worksheet) throw new Error('no sheet')
    let row = 2
    while (!worksheet.getCell(row, 2).text.startsWith('行ったこと')) row += 1
    worksheet.getCell(row, 3).value = 'ファイルに書いた。'
    while (!worksheet.getCell(row, 2).text.startsWith('写真')) row += 1
    expect(worksheet.getCell(row, 3).text).toContain('写真はこのファイルでは扱いません。')
    const body = new FormData()
    body.append('file', new File([new Uint8Array(await workbook.xlsx.writeBuffer())], '点検票.xlsx'))
    const shown = await pages.app.request(`${home}/workbook`, { method: 'POST', headers: headers(machi), body })
    const preview = await shown.text()
    expect(preview).not.toContain('外した写真')
    const sealed = /name="sheets" value="([^"]+)"/.exec(preview)?.[1] ?? ''
    expect((await machi.post(`${home}/workbook/accept`, { sheets: sealed, take: id() })).status).toBe(303)
    expect((await draftOf())?.content).toMatchObject({ did: 'ファイルに書いた。', photos: before })
  })
})

describe('handing in', () => {
  it('without an alternative text is refused in words at the field', async () => {
    const { status, text } = await send(machi, { ...written, 'photos.0.alt': '', _do: 'submit' })
    expect(status).toBe(400)
    expect(text).toMatch(/<a href="#f-photos">「写真」の1番目の代替テキスト: 写真が見えない人に内容を伝える文を書いてください（例：/)
    expect(text).toContain('aria-invalid="true"')
  })

  it('with everything freezes it; the office reads it with its texts', async () => {
    const handed = await send(machi, { ...written, _do: 'submit' })
    expect(handed.location).toContain('/receipt/')
    const { text } = await office.get(sheet())
    const path = new RegExp(`pictures/([0-9a-f]{64})" alt="${alt}"`).exec(text)?.[1]
    expect((await picture(office, path ?? '')).status).toBe(200)
    expect(text).toContain('掲載の根拠：権利者から提供')
  })

  it('mended and with another picture, the comparison says what was added and what was taken out', async () => {
    const base = { processId: id(), via: 'page' as const, post: rig.office }
    const request = { ...base, id: randomUUID(), act: 'return', reason: '別の写真に替えてください。' }
    await rig.app.act(request)
    await quiet(rig)
    const texts = { ...written, 'photos.0.remove': 'on' }
    await add(await photograph(300, 300, 90), texts)
    expect(await photosOf()).toHaveLength(1)
    const next = { did: written.did, 'photos.0.alt': '港で網を直す漁師', 'photos.0.caption': '朝市の準備', 'photos.0.rights': 'own' }
    expect((await send(machi, { ...next, _do: 'submit' })).location).toContain('/receipt/')
    const { text } = await office.get(`${assignment()}/compare?from=1&to=2`)
    expect(text).toContain('1枚目（外した写真）')
    expect(text).toContain(`<del>写真「${alt}」　出典：朝市組合　根拠：権利者から提供</del>`)
    expect(text).toContain('1枚目（加えた写真）')
    expect(text).toContain('写真「港で網を直す漁師」　説明：朝市の準備　根拠：自ら撮影（市）')
  })

  it('the office mends an alternative text alone, but takes no picture out without the section’s consent', async () => {
    const last = await rig.db.version.findFirstOrThrow({ where: { processId: id() }, orderBy: { no: 'desc' } })
    const { photos, ...rest } = last.content as { photos: object[] }
    const edit = { processId: id(), via: 'page' as const, post: rig.office, act: 'edit', reason: '字句の統一', versionId: last.id }
    await expect(rig.app.act({ ...edit, id: randomUUID(), content: rest })).rejects.toThrow('所管課の同意が必要です')
    const mended = { ...rest, photos: photos.map((one) => ({ ...one, alt: '港で網をつくろう漁師' })) }
    expect((await rig.app.act({ ...edit, id: randomUUID(), content: mended })).state).toBe('applied')
  })
})

describe('the published report', () => {
  it('shows the picture that was accepted, as a file of the edition, with alternative text and caption; not the one taken out', async () => {
    const { versionId } = await rig.db.process.findUniqueOrThrow({ where: { id: id() } })
    await rig.app.act({ id: randomUUID(), processId: id(), post: rig.office, via: 'page', act: 'accept', versionId: versionId ?? '' })
    expect((await pages.app.request(`/report${home}/picture-x.jpg`)).status).toBe(404)
    await rig.play()

    const files = await rig.db.editionFile.findMany({ where: { mediaType: { startsWith: 'image/' } } })
    expect(files).toHaveLength(1)
    const [file] = files
    const edition = await rig.db.edition.findFirstOrThrow()
    expect((edition.counts as { files: number }).files).toBe(await rig.db.editionFile.count())
    const page = await (await pages.app.request(`/report${home}/article-4.html`)).text()
    expect(page).toContain(`<img src="${file?.path}" alt="港で網をつくろう漁師" width="300" height="300"`)
    expect(page).toContain('<figcaption>朝市の準備</figcaption>')

    const public_ = await pages.app.request(`/report${home}/${file?.path}`)
    expect([public_.status, public_.headers.get('Content-Type')]).toEqual([200, 'image/jpeg'])
    const bytes = Buffer.from(await public_.arrayBuffer())
    const hash = createHash('sha256').update(bytes).digest('hex')
    expect([file?.hash, file?.path]).toEqual([hash, `picture-${hash}.jpg`])
    const row = await rig.db.trail.findFirstOrThrow({ where: { kind: 'published' } })
    expect(JSON.parse(row.body).files).toMatchObject({ [`picture-${hash}.jpg`]: hash })
  }, 120_000)
})
