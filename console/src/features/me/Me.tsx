import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Stack, Text } from '@mantine/core'
import { useMe } from '@/api/context'
import { Hours } from '@/ui/words/Hours'
import { Loaded } from '@/ui/layout/Loaded'
import { Page, Section } from '@/ui/layout/Page'
import { AddressPaused } from '@/ui/members/AddressPaused'
import { CalendarFeed } from './CalendarFeed'
import { MyAbsences } from './MyAbsences'
import { MyClock } from './MyClock'
import { NotificationChoices } from './NotificationChoices'
import { Pauses } from './Pauses'
import { Profile } from './Profile'
import { Pushes } from './Pushes'
import { SecondFactor } from './SecondFactor'
import { Sessions } from './Sessions'

/** What is mine to set: my phone and language, my pauses, and how I am told of news; and what others wrote of this app. */
export function Me() {
  const { t } = useLingui()
  const me = useMe()
  return (
    <Page title={t`My profile`} narrow>
      <Loaded query={me} height={480}>
        {(data) => (
          <Stack gap="lg">
            <AddressPaused agentId={data.agent_id} />
            <Profile me={data} />
            <Section title={t`Working hours`}>
              <div>
                <Hours windows={data.hours} zone={data.time_zone ?? data.team.time_zone} />
                <Text size="xs" c="dimmed">
                  <Trans>Your Rainmaker sets them.</Trans>
                </Text>
              </div>
            </Section>
            <Pauses me={data} />
            <MyAbsences me={data} />
            <MyClock me={data} />
            <CalendarFeed me={data} />
            <Pushes zone={data.team.time_zone} />
            <NotificationChoices me={data} />
            {data.second_factor && <SecondFactor me={data} />}
            <Sessions zone={data.team.time_zone} />
            <Anchor href="/licences.txt" target="_blank" rel="noopener" size="sm" c="dimmed" py="sm" w="fit-content">
              <Trans>Licences of the software that Relevo uses</Trans>
            </Anchor>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
