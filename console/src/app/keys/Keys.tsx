import { lazy, Suspense, useEffect, useState } from 'react'
import { loadRest } from '../rest'
import { chooseRow, goToRow, listKey } from './keys'

const KeysDialog = lazy(async () => {
  const [{ KeysDialog: part }] = await Promise.all([import('./KeysDialog'), loadRest()])
  return { default: part }
})

/** The keys of every list, and what `?` shows of all keys. Notifications hear their own. */
export function Keys() {
  const [shown, setShown] = useState<boolean>()
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const key = listKey(event)
      if (key === 'help') setShown(true)
      if (key === null || key === 'help' || document.querySelector('#main .notifications')) return
      if (key === 'choose') chooseRow()
      else goToRow(key.go)
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
  if (shown === undefined) return null
  return (
    <Suspense>
      <KeysDialog opened={shown} onClose={() => setShown(false)} />
    </Suspense>
  )
}
