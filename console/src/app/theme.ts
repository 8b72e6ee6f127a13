import { createTheme, type MantineColorsTuple } from '@mantine/core'

// Ten shades of the product's blue; white on shade 7 and shade 7 on white both pass 4.5 to 1.
const relevo: MantineColorsTuple = [
  '#e6f4f9', '#cfe6f0', '#a0cde0', '#6eb2d0', '#469bc2', '#2b8cb9', '#1a7fae', '#0b5d7a', '#094f68', '#063d51',
]

export const theme = createTheme({
  colors: { relevo },
  primaryColor: 'relevo',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.32,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  cursorType: 'pointer',
  respectReducedMotion: true,
})
