import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Scroll to a section and give it the focus, which also marks it. */
export function goToSection(id: string) {
  const section = document.getElementById(id)
  section?.scrollIntoView({ block: 'start' })
  section?.focus({ preventScroll: true })
}

/** Go to the section that the address names after its #. */
export function useAnchor() {
  const location = useRouterState({ select: (state) => state.location })
  useEffect(() => {
    if (location.hash) goToSection(location.hash)
  }, [location])
}
