import { useEffect } from 'react'

const KEPT = 'relevo.accent'
const kept = () => localStorage.getItem(KEPT) ?? ''
const wear = async (accent: string) => (await import('@/lib/accent')).wear(accent)

/** Show the colour that this device's team had last, also where nobody is signed in. */
export async function wearKeptAccent(): Promise<void> {
  if (kept()) await wear(kept())
}

/** Show the team's colour, and keep it for the next start. */
export function useAccent(accent: string | undefined): void {
  useEffect(() => {
    if (accent === undefined || accent === kept()) return
    localStorage.setItem(KEPT, accent)
    void wear(accent).catch(() => undefined)
  }, [accent])
}
