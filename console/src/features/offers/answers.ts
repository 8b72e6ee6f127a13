import type { Offer } from './useOffers'

/** A refused claim or pass; shown until it is dismissed or tried again. */
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
  /** Whether the offer is gone, and only the answer is left. */
  gone: boolean
}

/** Return the offers, with gone ones whose answer is still shown, by deadline. */
export function shown(offers: readonly Offer[], answers: Answers): Shown[] {
  const errors = new Map(answers.map((one) => [one.offer.offer_id, one.error]))
  const there = new Set(offers.map((one) => one.offer_id))
  const gone = answers.filter((one) => !there.has(one.offer.offer_id))
  return [
    ...offers.map((offer) => ({ offer, error: errors.get(offer.offer_id), gone: false })),
    ...gone.map(({ offer, error }) => ({ offer, error, gone: true })),
  ].sort((a, b) => Date.parse(a.offer.deadline) - Date.parse(b.offer.deadline))
}

/** Return the new offers; none on the first load. */
export function arrivals(before: readonly string[] | null, now: readonly Offer[]): Offer[] {
  return before === null ? [] : now.filter((one) => !before.includes(one.offer_id))
}
