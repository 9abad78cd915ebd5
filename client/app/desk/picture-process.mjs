// Decodes one picture from standard input and writes it anew to standard output: a line of JSON, then the bytes. It runs as a process
// of its own, so that whatever the file does to a decoder, the pages go on. Plain JavaScript: it starts as it is.
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'

/** Longest side, in pixels: enough for the width of a printed page. */
const LONGEST = 2_000
const PIXELS = 40_000_000
/** What a decoder may hold of the file at once, in bytes. */
const HELD = 200_000_000

sharp.concurrency(1)
sharp.cache(false)
// Of all that the library can read, only what is taken.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] })

function answer(head, bytes = Buffer.alloc(0)) {
  process.stdout.write(Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), bytes]))
}

/** A file that begins coarse and grows finer is held whole; any other goes through in lines. */
function heldBytes({ format, width, height, channels, depth, isProgressive, chromaSubsampling = '4:4:4' }) {
  if (!isProgressive) return 0
  if (format !== 'jpeg') return width * height * channels * (depth === 'uchar' ? 1 : 2)
  return width * height * 2 * (chromaSubsampling === '4:2:0' ? 1.5 : channels)
}

/** How a picture is turned upright, by its orientation in the file: degrees, then mirrored or not. */
const turns = {
  1: [0, false],
  2: [0, true],
  3: [180, false],
  4: [180, true],
  5: [270, true],
  6: [90, false],
  7: [90, true],
  8: [270, false],
}

async function rewrite(file) {
  const read = await sharp(file, { limitInputPixels: false }).metadata()
  const { format, width, height, pages = 1, orientation = 1 } = read
  if (width * height > PIXELS) return answer({ problem: 'pixels', width, height })
  if (heldBytes(read) > HELD) return answer({ problem: 'held' })
  if (pages > 1) return answer({ problem: 'moving' })
  const small = await shrink(file)
  const [degrees, mirrored] = turns[orientation] ?? turns[1]
  // Turned only now that it is small: to be turned it is held whole.
  const { data, info } = await raw(small).rotate(degrees).flop(mirrored).raw().toBuffer({ resolveWithObject: true })
  return encode({ data, info }, format === 'png')
}

const raw = ({ data, info: { width, height, channels } }) => sharp(data, { raw: { width, height, channels } })

const shrink = (file) =>
  sharp(file, { limitInputPixels: PIXELS, failOn: 'error', sequentialRead: true })
    .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })

/** A diagram is smaller without loss, a photograph is not: the smaller one is kept. */
async function encode(picture, drawn) {
  const { width, height } = picture.info
  const photo = await raw(picture)
    .jpeg({ quality: 85, progressive: true, chromaSubsampling: drawn ? '4:4:4' : '4:2:0' })
    .toBuffer()
  const exact = drawn ? await raw(picture).png({ compressionLevel: 9 }).toBuffer() : null
  if (exact && exact.length <= photo.length) return answer({ mediaType: 'image/png', width, height }, exact)
  return answer({ mediaType: 'image/jpeg', width, height }, photo)
}

const file = await buffer(process.stdin)
await rewrite(file).catch(() => answer({ problem: 'broken' }))
