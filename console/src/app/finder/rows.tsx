import { Spotlight } from '@mantine/spotlight'
import type { Act } from './acts'
import type { Place } from './places'

/** A group of places to go to; nothing where there are none. */
export function Places({ label, places, onGo }: { label: string; places: Place[]; onGo: (to: string) => void }) {
  if (places.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={label}>
      {places.map((one) => (
        <Spotlight.Action
          key={one.id}
          label={one.label}
          leftSection={<one.icon size={18} stroke={1.6} aria-hidden />}
          onClick={() => onGo(one.to)}
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}

/** A group of things to do; nothing where there are none. */
export function ActRows({ label, acts, onDo }: { label: string; acts: Act[]; onDo: (act: Act) => void }) {
  if (acts.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={label}>
      {acts.map((one) => (
        <Spotlight.Action
          key={one.id}
          label={one.label}
          leftSection={<one.icon size={18} stroke={1.6} aria-hidden />}
          onClick={() => onDo(one)}
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}
