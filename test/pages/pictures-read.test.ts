import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type RewrittenPicture, rewritePicture } from '../../client/app/desk/rewrite-picture.js'
import { photograph, surface } from '../support/made-up-pictures.js'

const kept = async (file: Uint8Array): Promise<RewrittenPicture> => {
  const read = await rewritePicture(file)
  if (!read.ok) throw new Error(read.problem)
  return read.picture
}
const problemOf = async (file: Uint8Array | string) => {
  const read = await rewritePicture(typeof file === 'string' ? Buffer.from(file) : file)
  return read.ok ? null : read.problem
}

describe('a picture that is taken', () => {
  it('keeps nothing of where, when and by whom it was taken', async () => {
    const file = await photograph()
    expect((await sharp(file).metadata()).exif?.includes('Telephone 12')).toBe(true)
    const { bytes, ...facts } = await kept(file)
    expect(facts).toEqual({ mediaType: 'image/jpeg', width: 400, height: 300 })
    const { exif, icc, iptc, xmp } = await sharp(bytes).metadata()
    expect([exif, icc, iptc, xmp]).toEqual([undefined, undefined, undefined, undefined])
    expect(bytes.includes('Exif') || bytes.includes('Kawasaki')).toBe(false)
  })

  it('stands upright and mirrored as its file said, which it no longer says', async () => {
    const corner = await sharp({ create: { width: 5, height: 5, channels: 3, background: '#000' } })
      .png()
      .toBuffer()
    const page = sharp({ create: { width: 20, height: 10, channels: 3, background: '#fff' } }).composite([
      { input: corner, left: 0, top: 0 },
    ])
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const file = await page.clone().withMetadata({ orientation }).png().toBuffer()
      const { bytes } = await kept(file)
      const plain = (one: ReturnType<typeof sharp>) => one.removeAlpha().toColourspace('srgb').raw().toBuffer()
      expect([orientation, await plain(sharp(bytes))]).toEqual([orientation, await plain(sharp(file).autoOrient())])
      expect((await sharp(bytes).metadata()).orientation).toBeUndefined()
    }
  })

  it('is at most 2,000 pixels long, and smaller than it came', async () => {
    const file = await photograph(3_000, 2_250)
    const { bytes, width, height } = await kept(file)
    expect([width, height]).toEqual([2_000, 1_500])
    expect(bytes.length).toBeLessThan(file.length)
  })

  it('is a PNG where that is smaller: a diagram keeps its edges; what was transparent is white', async () => {
    const { mediaType, bytes } = await kept(await surface(300, 200, 4).png().toBuffer())
    expect(mediaType).toBe('image/png')
    expect((await sharp(bytes).metadata()).hasAlpha).toBe(false)
    const [red = 0] = await sharp(bytes).raw().toBuffer()
    expect(red).toBeGreaterThan(140)
  })

  it('may be a WebP, a grey one, one for print', async () => {
    expect(await problemOf(await surface(60, 60).webp().toBuffer())).toBeNull()
    expect(await problemOf(await surface(60, 60).greyscale().png().toBuffer())).toBeNull()
    expect(await problemOf(await surface(60, 60).toColourspace('cmyk').jpeg().toBuffer())).toBeNull()
  })

  it('takes nothing along that was hidden behind it', async () => {
    const hidden = Buffer.concat([await photograph(), Buffer.from('PK\x03\x04<script>alert(1)</script>')])
    expect((await kept(hidden)).bytes.includes('<script>')).toBe(false)
  })
})

describe('a file that is no such picture is refused in a sentence', () => {
  it('for what it is, whatever its name says', async () => {
    expect(await problemOf('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')).toMatch(/^SVG画像は使えません/)
    expect(await problemOf('<?xml version="1.0"?><SVG/>')).toMatch(/^SVG画像は使えません/)
    expect(await problemOf('<!doctype html><script>alert(1)</script>')).toMatch(/^写真のファイルではありません/)
    expect(await problemOf('GIF89a/*<script>*/=1;')).toMatch(/^GIF画像は使えません/)
    expect(await problemOf('%PDF-1.7')).toMatch(/^これはPDFです/)
    expect(await problemOf('\0\0\0\x18ftypheic')).toContain('互換性優先')
    expect(await problemOf('PK\x03\x04word/document.xml')).toMatch(/^これは文書か圧縮ファイルです/)
    expect(await problemOf('')).toMatch(/^ファイルが空です/)
  })

  it('larger than 5 MB', async () => {
    expect(await problemOf(Buffer.concat([await photograph(), Buffer.alloc(5 * 1024 * 1024)]))).toContain('5 MBまでです')
  })

  it('cut off, or with the beginning of a picture and nothing behind it', async () => {
    const file = await photograph()
    expect(await problemOf(file.subarray(0, file.length / 2))).toMatch(/^写真を読めませんでした/)
    expect(await problemOf(Buffer.concat([file.subarray(0, 30), Buffer.from('<script>alert(1)</script>')]))).toMatch(
      /^写真を読めませんでした/,
    )
    expect(await problemOf(Buffer.from('89504e470d0a1a0a', 'hex'))).toMatch(/^写真を読めませんでした/)
    expect(await problemOf(Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.alloc(40)]))).toMatch(/^写真を読めませんでした/)
  })

  it('of more pixels than it has bytes for', async () => {
    expect(await problemOf(await surface(9_000, 9_000).png().toBuffer())).toContain('9000×9000画素')
    expect(await problemOf(claimedPng(60_000, 60_000))).toContain('60000×60000画素')
    expect(await problemOf(claimedPng(5_000, 5_000))).toMatch(/^写真を読めませんでした/)
  })

  it('that would have to be held whole and is too large for that', async () => {
    const file = await surface(6_300, 6_300, 4).toColourspace('rgb16').png({ progressive: true }).toBuffer()
    expect(await problemOf(file)).toMatch(/^写真が大きすぎて、この形式のままでは読めません/)
  }, 60_000)

  it('that moves', async () => {
    const frames = await sharp([await surface(60, 40).png().toBuffer(), await photograph(60, 40)], { join: { animated: true } })
      .webp()
      .toBuffer()
    expect(await problemOf(frames)).toMatch(/^動く画像は使えません/)
  })

  it('that takes too long; the next one is read all the same', async () => {
    const file = await photograph()
    expect(await rewritePicture(file, 1)).toMatchObject({ ok: false, problem: expect.stringContaining('時間がかかりすぎる') })
    expect(await problemOf(file)).toBeNull()
  })

  it('of which too many wait; those before it are read', async () => {
    const file = await photograph(60, 40)
    const answers = await Promise.all(Array.from({ length: 12 }, () => rewritePicture(file)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(10)
    expect(answers.at(-1)).toMatchObject({ problem: expect.stringContaining('混み合っています') })
  }, 60_000)
})

/** A PNG whose header claims a size that its data does not have. */
function claimedPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc(body))
  return Buffer.concat([length, body, sum])
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}
