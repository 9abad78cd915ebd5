import design from '@digital-go-jp/design-tokens'

/**
 * Colours of the pages, as CSS variables, from the tokens of デジタル庁デザインシステム: ink and paper, one pair a tone at 4.5:1 or more, in
 * light and in dark. Whatever draws takes a variable of these and no colour of its own.
 */
// The package is CommonJS and its types speak of a default export: what arrives is the tokens themselves.
const { Primitive, Neutral } = (design as unknown as (typeof design)['default']).Color
const hue = (scale: Record<string, { $value?: unknown }>, step: number): string => String(scale[step]?.$value)
const blue = (step: number) => hue(Primitive.Blue, step)
const green = (step: number) => hue(Primitive.Green, step)
const orange = (step: number) => hue(Primitive.Orange, step)
const gray = (step: number) => hue(Neutral.SolidGray, step)
const purple = (step: number) => hue(Primitive.Purple, step)
const red = (step: number) => hue(Primitive.Red, step)
const yellow = (step: number) => hue(Primitive.Yellow, step)
const white = String(Neutral.White.$value)
const black = String(Neutral.Black.$value)

const light: Record<string, string> = {
  ink: gray(900),
  soft: gray(700),
  paper: white,
  ground: gray(50),
  line: gray(400),
  hair: gray(200),
  link: blue(900),
  visited: purple(900),
  head: blue(1000),
  quiet: gray(700),
  'quiet-ground': gray(50),
  active: blue(900),
  'active-ground': blue(50),
  done: green(900),
  'done-ground': green(50),
  attention: orange(1000),
  'attention-ground': orange(50),
  'bar-now': blue(600),
  'bar-done': gray(420),
  'bar-late': orange(800),
  'bar-planned': white,
  'bar-edge': gray(600),
  today: red(900),
  statutory: purple(900),
  focus: black,
  halo: yellow(300),
}

const dark: Record<string, string> = {
  ink: gray(50),
  soft: gray(300),
  paper: gray(900),
  ground: gray(800),
  line: gray(500),
  hair: gray(700),
  link: blue(300),
  visited: purple(300),
  head: blue(200),
  quiet: gray(200),
  'quiet-ground': gray(800),
  active: blue(100),
  'active-ground': blue(1200),
  done: green(200),
  'done-ground': green(1200),
  attention: orange(200),
  'attention-ground': orange(1200),
  'bar-now': blue(400),
  'bar-done': gray(536),
  'bar-late': orange(500),
  'bar-planned': gray(900),
  'bar-edge': gray(420),
  today: red(400),
  statutory: purple(300),
  focus: white,
  halo: yellow(1200),
}

const declared = (colours: Record<string, string>): string =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';')

export const tokens = `:root{color-scheme:light dark;${declared(light)}}
@media (prefers-color-scheme:dark){:root{${declared(dark)}}}`
