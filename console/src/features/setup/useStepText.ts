import { useLingui } from '@lingui/react/macro'
import type { StepId } from './steps'

interface StepText {
  title: string
  about: string
  act: string
}

/** What a step is called, why it is done, and what its button says. */
export function useStepText(id: StepId): StepText {
  const { t } = useLingui()
  const texts: Record<StepId, StepText> = {
    team: {
      title: t`Say when your team works`,
      about: t`Check the team's name, time zone and country, and set its working hours.`,
      act: t`Open the settings`,
    },
    people: {
      title: t`Invite your people`,
      about: t`Each person gets an e-mail to sign in. Leads go to those who are on a route.`,
      act: t`Invite people`,
    },
    source: {
      title: t`Connect a source`,
      about: t`Your website, a portal or a mailbox: where leads come from.`,
      act: t`Make a source`,
    },
    route: {
      title: t`Make a route`,
      about: t`It decides who is offered a lead, in which order, and for how long.`,
      act: t`New route`,
    },
    lead: {
      title: t`See a test lead arrive`,
      about: t`Send one from the source's page, or fill in your own form.`,
      act: t`Send a test lead`,
    },
    phone: {
      title: t`Set up your phone`,
      about: t`Open Relevo on your phone, and let it tell you of new leads.`,
      act: t`Set up pushes`,
    },
  }
  return texts[id]
}
