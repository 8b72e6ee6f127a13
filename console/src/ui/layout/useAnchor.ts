import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Go to the section that the address names after its #: it is scrolled to and has the focus, which also marks it. */
export function useAnchor() {
  const location = useRouterState({ select: (state) => state.location })
  useEffect(() => {
    const section = location.hash ? document.getElementById(location.hash) : null
    if (!section) return
    section.scrollIntoView({ block: 'start' })
    section.focus({ preventScroll: true })
  }, [location])
}
