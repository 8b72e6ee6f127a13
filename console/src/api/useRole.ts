import { useEffect } from 'react'
import { type Me, useMe } from './context'

const KEPT = 'relevo.role'
const ROLES: readonly string[] = ['agent', 'manager', 'rainmaker'] satisfies Me['role'][]

/** The role of whoever is signed in; until the API has said it, the one it said last on this device. */
export function useRole(): Me['role'] | undefined {
  const { data } = useMe()
  const role = data?.role
  useEffect(() => {
    if (role) localStorage.setItem(KEPT, role)
  }, [role])
  return role ?? lastRole()
}

/** Return the role kept on this device; it decides only what is shown first, never what is allowed. */
export function lastRole(): Me['role'] | undefined {
  const kept = localStorage.getItem(KEPT)
  return kept && ROLES.includes(kept) ? (kept as Me['role']) : undefined
}

/** Forget the role with the session: the next user of this device may have another. */
export function forgetRole(): void {
  localStorage.removeItem(KEPT)
}
