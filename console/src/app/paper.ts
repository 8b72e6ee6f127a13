const SCHEME = 'mantineColorScheme'

/** Show everything in light colours while it is printed, whichever appearance the screen has. */
export function lightOnPaper(root: HTMLElement = document.documentElement) {
  let before: string | undefined
  const print = (begins: boolean) => {
    if (begins) {
      before ??= root.dataset[SCHEME]
      root.dataset[SCHEME] = 'light'
    } else if (before !== undefined) {
      root.dataset[SCHEME] = before
      before = undefined
    }
  }
  matchMedia('print').addEventListener('change', (event) => print(event.matches))
  window.addEventListener('beforeprint', () => print(true))
  window.addEventListener('afterprint', () => print(false))
}
