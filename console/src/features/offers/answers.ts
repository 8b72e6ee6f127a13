import type { Offer } from './useOffers'

/** What came back of an offer in place of success: it stays to be read until it is put away, or tried again. */
export interface Answer {
  offer: Offer
  error: unknown
}
export type Answers = readonly Answer[]

export const without = (answers: Answers, offerId: string): Answers =>
  answers.filter((one) => one.offer.offer_id !== offerId)

export const withAnswer = (answers: Answers, answer: Answer): Answers => [
  ...without(answers, answer.offer.offer_id),
  answer,
]

export interface Shown {
  offer: Offer
  error: unknown
  /** Whether it is not offered any more, and only its answer is left. */
  gone: boolean
}

/** The offers, and in between those that are gone but whose answer has not been read; the soonest deadline first. */
export function shown(offers: readonly Offer[], answers: Answers): Shown[] {
  const errors = new Map(answers.map((one) => [one.offer.offer_id, one.error]))
  const there = new Set(offers.map((one) => one.offer_id))
  const gone = answers.filter((one) => !there.has(one.offer.offer_id))
  return [
    ...offers.map((offer) => ({ offer, error: errors.get(offer.offer_id), gone: false })),
    ...gone.map(({ offer, error }) => ({ offer, error, gone: true })),
  ].sort((a, b) => Date.parse(a.offer.deadline) - Date.parse(b.offer.deadline))
}

/** The offers that were not there before; none of the first ones, which were there already. */
export function arrivals(before: readonly string[] | null, now: readonly Offer[]): Offer[] {
  return before === null ? [] : now.filter((one) => !before.includes(one.offer_id))
}
