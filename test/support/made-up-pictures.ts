import sharp from 'sharp'

type Options = Parameters<typeof sharp>[1]

/** A photograph as a telephone takes it: grainy, and its file says where, when and by whom it was taken. */
export const photograph = (width = 400, height = 300, mean = 120): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean, sigma: 30 } } } as Options)
    .withExif({
      IFD0: { Artist: 'Taro Kawasaki', Model: 'Telephone 12' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 31/1 51/1', GPSLongitudeRef: 'E', GPSLongitude: '139/1 42/1 10/1' },
    })
    .jpeg()
    .toBuffer()

/** A surface of one colour: what small files become large pictures of. */
export const surface = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r: 51, g: 153, b: 102, alpha: 0.5 } }, limitInputPixels: false })
