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
  const media = matchMedia('print')
  const follow = () => print(media.matches)
  const begin = () => print(true)
  const end = () => print(false)
  media.addEventListener('change', follow)
  window.addEventListener('beforeprint', begin)
  window.addEventListener('afterprint', end)
  return () => {
    media.removeEventListener('change', follow)
    window.removeEventListener('beforeprint', begin)
    window.removeEventListener('afterprint', end)
  }
}
