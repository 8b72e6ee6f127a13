import { Trans, useLingui } from '@lingui/react/macro'
import { SimpleGrid, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { grouped } from '@/lib/phones'
import { Hours } from '@/ui/words/Hours'
import { Section } from '@/ui/layout/Page'
import type { Member } from '../useAgents'

/** Who a member is, when they work and what they may: to be read. */
export function ProfileRead({ member, zone }: { member: Member; zone: string }) {
  const { t } = useLingui()
  const sees = { own: t`Their own leads`, team: t`The whole team's leads` }
  const missed = member.pause_after_missed
  return (
    <Section title={t`Profile`}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Fact name={t`Phone`}>{member.phone ? grouped(member.phone) : '—'}</Fact>
        <Fact name={t`Hours`}>
          <Hours windows={member.hours} zone={zone} />
        </Fact>
        <Fact name={t`Sees`}>{member.sees ? sees[member.sees] : t`As the team's settings say`}</Fact>
        <Fact name={t`Pause after missed offers`}>{missed ?? t`Never`}</Fact>
        <Fact name={t`May hand over leads`}>{member.may_hand_over ? <Trans>Yes</Trans> : <Trans>No</Trans>}</Fact>
      </SimpleGrid>
    </Section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="div">{children}</Text>
    </Stack>
  )
}
