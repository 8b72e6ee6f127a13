import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

type Told = NonNullable<Shapes['InteractionBody']['outcome']>

/** The labels of interactions. */
export const INTERACTIONS: Record<Shapes['InteractionBody']['kind'], ReturnType<typeof msg>> = {
  call: msg`Phone call`,
  email: msg`E-mail`,
  text: msg`Text`,
  appointment: msg`Appointment`,
  note: msg`Note`,
}

/** The labels of their outcomes. */
export const INTERACTION_OUTCOMES: Record<Told, ReturnType<typeof msg>> = {
  spoke: msg`They spoke`,
  no_answer: msg`No answer`,
  message_left: msg({ context: 'told', message: 'Message left' }),
  appointment: msg`Appointment`,
  wrong_number: msg`Wrong number`,
}

/** The labels of reasons to give a lead back. */
export const GIVE_BACK_REASONS: Record<Shapes['GiveBackBody']['reason'], ReturnType<typeof msg>> = {
  by_mistake: msg`Taken by mistake`,
  not_my_area: msg`Not their area`,
  no_time: msg`Without time`,
  not_a_lead: msg`Not a lead`,
}
