import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

// Ten shades of the product's blue; white on shades 6 and 7 has a contrast of 4.5:1. Mantine chooses text on a colour by
// the light scheme's shade only, so both schemes have a shade for white text.
const relevo: MantineColorsTuple = [
  '#e6f4f9',
  '#cfe6f0',
  '#a0cde0',
  '#6eb2d0',
  '#469bc2',
  '#2b8cb9',
  '#17759f',
  '#0b5d7a',
  '#094f68',
  '#063d51',
]

// The dark appearance in the hue of the product's blue, from text to the deepest ground.
const dark: MantineColorsTuple = [
  '#d9dfe3',
  '#b9c3ca',
  '#87939c',
  '#66737c',
  '#424d55',
  '#38434a',
  '#2a3339',
  '#1d252a',
  '#182024',
  '#12181b',
]

export const theme = createTheme({
  colors: { relevo, dark },
  primaryColor: 'relevo',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  // Text on a colour is black where white has less than 4.5:1.
  luminanceThreshold: 0.18,
  defaultRadius: 'md',
  fontFamily: 'Inter, "Inter Fallback", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // A dialog's header is not the page's banner; its title is bolder than the labels below.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    ModalTitle: { defaultProps: { fw: 600 } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    DrawerTitle: { defaultProps: { fw: 600 } },
    // Titles in a light yellow or orange lack contrast; the alert's ground and icon keep its colour.
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
    // A menu contains only its items, and lies within a landmark.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, portalProps: { target: '#main' } } },
  },
})

/** Overrides of Mantine's colours that lack contrast, and our own colours per scheme. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#55616b',
    '--mantine-color-placeholder': '#66727c',
    '--mantine-color-error': '#c22525',
    '--relevo-danger': '#b42318',
    '--relevo-page': '#f6f8f9',
    '--relevo-on': '#1b7f3b',
    '--relevo-off': '#6b7780',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b4bc',
    '--mantine-color-placeholder': '#98a3ab',
    '--mantine-color-anchor': '#6eb2d0',
    '--mantine-color-error': '#ff8a8a',
    '--relevo-danger': '#ff9b93',
    '--relevo-page': '#14191c',
    '--relevo-on': '#2f9e4f',
    '--relevo-off': '#7b8791',
  },
})
