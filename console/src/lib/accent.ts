/** A colour as its parts: hue in degrees, the others from 0 to 1. */
type Hsl = [hue: number, saturation: number, lightness: number]

/** How a team's colour looks in one appearance. */
export interface Shades {
  /** The ground of buttons, under white text. */
  filled: string
  hover: string
  /** Text and links on the page. */
  text: string
  /** A ground for `text`. */
  tint: string
  tintHover: string
}

const AA = 4.6 // a little above 4.5:1, because shades are rounded
const WHITE = '#ffffff'
// The lightest ground that text in the dark appearance stands on, and the darkest in the light one: `theme.ts` has them.
const GROUNDS = { light: '#eef2f4', dark: '#2a3339' }
const STEP = 0.005

/** Return the contrast of two colours, from 1 to 21, as WCAG defines it. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** Return the shades of a colour: as near to it as text on them, and in them, can be read. */
export function shadesOf(accent: string): Record<'light' | 'dark', Shades> {
  const [hue, saturation, lightness] = hslOf(accent)
  const at = (light: number, part = saturation) => hexOf([hue, part, Math.min(1, Math.max(0, light))])
  const filled = until(lightness, -STEP, (light) => contrast(WHITE, at(light)) >= AA)
  // On a dark ground a very dark button would not be seen: it is as light as white text allows.
  const onDark = until(0, STEP, (light) => contrast(WHITE, at(light + STEP)) < AA)
  const soft = (light: number, most: number) => at(light, Math.min(saturation, most))
  const [tints, deeps] = [[soft(0.93, 0.6), soft(0.89, 0.6)] as const, [soft(0.16, 0.5), soft(0.13, 0.5)] as const]
  const dark = until(filled, -STEP, (light) => [...tints, GROUNDS.light].every((on) => contrast(at(light), on) >= AA))
  const bright = until(onDark, STEP, (light) => [...deeps, GROUNDS.dark].every((on) => contrast(at(light), on) >= AA))
  return {
    light: { filled: at(filled), hover: at(filled - 0.05), text: at(dark), tint: tints[0], tintHover: tints[1] },
    dark: { filled: at(onDark), hover: at(onDark - 0.05), text: at(bright), tint: deeps[0], tintHover: deeps[1] },
  }
}

/** Show the console in a colour; empty is Relevo's own. */
export function wear(accent: string): void {
  document.getElementById(STYLE)?.remove()
  if (!/^#[0-9a-f]{6}$/.test(accent)) return
  const style = document.createElement('style')
  style.id = STYLE
  style.textContent = Object.entries(shadesOf(accent))
    .map(([scheme, shades]) => rule(scheme, shades))
    .join('\n')
  document.head.append(style)
}

const STYLE = 'accent'

function rule(scheme: string, { filled, hover, text, tint, tintHover }: Shades): string {
  const values = {
    filled,
    'filled-hover': hover,
    light: tint,
    'light-hover': tintHover,
    'light-color': text,
    outline: text,
  }
  const own = Object.entries(values).map(([name, value]) => `--mantine-color-relevo-${name}: ${value};`)
  return `html:root[data-mantine-color-scheme='${scheme}'] { ${own.join(' ')} --mantine-color-anchor: ${text}; }`
}

/** Return the first lightness on the way that is good enough; the end of the way where none is. */
function until(from: number, step: number, good: (light: number) => boolean): number {
  let light = from
  while (!good(light) && (step < 0 ? light > 0 : light < 1)) light += step
  return light
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const channelsOf = (colour: string) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)

function hslOf(colour: string): Hsl {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour)
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
  const [light, range] = [(most + least) / 2, most - least]
  if (range === 0) return [0, 0, light]
  const turn =
    most === red ? (green - blue) / range : most === green ? (blue - red) / range + 2 : (red - green) / range + 4
  return [(turn * 60 + 360) % 360, range / (1 - Math.abs(2 * light - 1)), light]
}

function hexOf([hue, saturation, light]: Hsl): string {
  const reach = saturation * Math.min(light, 1 - light)
  const channel = (shift: number) => {
    const turn = (shift + hue / 30) % 12
    const value = light - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}
