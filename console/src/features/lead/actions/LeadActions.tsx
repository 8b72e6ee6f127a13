import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@/ui/icons'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useDelayedAction } from '@/lib/useDelayedAction'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { CloseMenu } from './CloseMenu'
import { Merge } from './Merge'
import { Assign, Release, SendThrough } from './dialogs'
import { GiveBack, HandOver } from './ownerDialogs'
import type { LeadShown } from '../useLead'

const DIALOGS = {
  give_back: GiveBack,
  hand_over: HandOver,
  assign: Assign,
  release: Release,
  route: SendThrough,
  merge: Merge,
}
type Asked = keyof typeof DIALOGS
const SELDOM: Asked[] = ['release', 'merge']
const UNDO_MILLISECONDS = 5_000

/** The actions on the lead that the API lists in `may`. */
export function LeadActions({ lead }: { lead: LeadShown }) {
  const { t } = useLingui()
  const [asked, setAsked] = useState<Asked | null>(null)
  const may = shownVerbs(lead)
  const labels: Record<Asked, string> = {
    assign: lead.owner && lead.state === 'owned' ? t`Reassign` : t`Assign`,
    route: lead.state === 'pooled' ? t`Send through routing` : t`Send through routing again`,
    hand_over: t`Hand over`,
    give_back: t`Give back`,
    release: t`Return to the pool`,
    merge: t`Merge into another lead`,
  }
  // Routing again is seldom, and takes the lead from somebody: it is no button of the first row.
  const pooled = lead.state === 'pooled'
  const first: Asked[] = ['assign', ...(pooled ? (['route'] as const) : []), 'hand_over', 'give_back']
  const seldom = [...(pooled ? [] : (['route'] as const)), ...SELDOM].filter((verb) => may.has(verb))
  const Open = asked && DIALOGS[asked]
  return (
    <>
      {may.has('claim') && <Claim leadId={lead.lead_id} />}
      {may.has('pass') && <Pass leadId={lead.lead_id} />}
      {first
        .filter((verb) => may.has(verb))
        .map((verb) => (
          <Button key={verb} variant="default" onClick={() => setAsked(verb)}>
            {labels[verb]}
          </Button>
        ))}
      {may.has('reopen') && <Reopen leadId={lead.lead_id} />}
      {may.has('close') && <CloseMenu leadId={lead.lead_id} />}
      {seldom.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t`More actions`}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {seldom.map((verb) => (
              <Menu.Item key={verb} onClick={() => setAsked(verb)}>
                {labels[verb]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {Open && <Open lead={lead} onClose={() => setAsked(null)} />}
    </>
  )
}

/** Return what `may` lists, but for assigning one's own lead: that is handing it over. */
function shownVerbs({ may }: LeadShown): Set<Shapes['LeadVerb']> {
  return new Set(may.filter((verb) => verb !== 'assign' || !may.includes('hand_over')))
}

function Claim({ leadId }: { leadId: string }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const claim = useApiMutation(
    () => body(api.POST('/leads/{lead_id}/claim', { params: { path: { lead_id: leadId } } })),
    {
      touches: TOUCHED.lead,
      success: t`The lead is yours.`,
    },
  )
  return (
    <Button onClick={() => claim.mutate()} loading={claim.isPending}>
      <Trans>Claim</Trans>
    </Button>
  )
}

function Pass({ leadId }: { leadId: string }) {
  const { api } = useConsole()
  const navigate = useNavigate()
  const pass = useApiMutation(() => api.POST('/leads/{lead_id}/pass', { params: { path: { lead_id: leadId } } }), {
    touches: TOUCHED.lead,
    onSuccess: () => void navigate({ to: '/' }),
  })
  const passing = useDelayedAction(UNDO_MILLISECONDS, () => pass.mutate())
  return passing.held ? (
    <Button variant="default" onClick={passing.undo} role="status">
      <Trans>Passed on. Undo</Trans>
    </Button>
  ) : (
    <Button variant="default" onClick={passing.start} loading={pass.isPending}>
      <Trans>Pass</Trans>
    </Button>
  )
}

function Reopen({ leadId }: { leadId: string }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const reopen = useApiMutation(
    () => body(api.POST('/leads/{lead_id}/reopen', { params: { path: { lead_id: leadId } } })),
    {
      touches: TOUCHED.lead,
      success: t`The lead is open again.`,
    },
  )
  return (
    <Button variant="default" onClick={() => reopen.mutate()} loading={reopen.isPending}>
      <Trans>Reopen</Trans>
    </Button>
  )
}
