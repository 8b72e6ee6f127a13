import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Text } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import { IconAlertTriangle, IconUserHeart } from '@/ui/icons'
import type { Shapes } from '@/api/client'
import { StateBadge } from '@/ui/leads/StateBadge'
import { fullName } from '@/ui/words/names'
import type { Found } from './useFound'

interface Props {
  found: Found
  onGo: (to: string) => void
}

/** The people found, with state and owner; says when it is still looking, could not look, or there are more. */
export function People({ found: { people, seeking, failed, more }, onGo }: Props) {
  const { t } = useLingui()
  if (people.length === 0 && !seeking && !failed) return null
  return (
    <Spotlight.ActionsGroup label={t`People`}>
      {people.map((lead) => (
        <Person key={lead.lead_id} lead={lead} onGo={onGo} />
      ))}
      {seeking && (
        <Text size="sm" c="dimmed" px="sm" py="xs">
          <Trans>Searching for people…</Trans>
        </Text>
      )}
      {failed && (
        <Group gap="xs" px="sm" py="xs" role="alert">
          <IconAlertTriangle size={18} stroke={1.6} aria-hidden />
          <Text size="sm">
            <Trans>People could not be searched. Change the text to try again.</Trans>
          </Text>
        </Group>
      )}
      {more && (
        <Text size="sm" c="dimmed" px="sm" py="xs">
          <Trans>There are more: keep typing.</Trans>
        </Text>
      )}
    </Spotlight.ActionsGroup>
  )
}

function Person({ lead, onGo }: { lead: Shapes['Lead']; onGo: (to: string) => void }) {
  const { t } = useLingui()
  const name = fullName(lead.contact) || t`No name`
  const about = [lead.owner_name, lead.source_title].filter(Boolean).join(' · ')
  return (
    <Spotlight.Action onClick={() => onGo(`/leads/${lead.lead_id}`)}>
      <Group wrap="nowrap" gap="sm" w="100%">
        <IconUserHeart size={18} stroke={1.6} aria-hidden className="finder-icon" />
        <div className="finder-said">
          <Text fw={600} size="sm" truncate>
            {name}
          </Text>
          {about && (
            <Text size="xs" truncate className="finder-about">
              {about}
            </Text>
          )}
        </div>
        <StateBadge state={lead.state} />
      </Group>
    </Spotlight.Action>
  )
}
