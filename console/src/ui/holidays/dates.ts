import { when } from '@/lib/locale'

/** A date without a time is the same day everywhere. */
export const dayOf = (date: string) => when(`${date}T12:00:00Z`, 'UTC', 'day')

/** Return whether a day's name is a chosen holiday's, or that of the day to which one is moved; none chosen: all are. */
export const isChosen = (name: string, chosen: string[]) =>
  chosen.length === 0 || chosen.some((one) => name === one || name.startsWith(`${one} (`))
