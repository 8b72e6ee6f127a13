import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, List, Stack, Table, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCheck, IconMinus } from '@/ui/icons'
import { useQuery } from '@tanstack/react-query'
import { type Me, useConsole, useMe } from '@/api/context'
import { settingsQuery } from '@/api/queries/settings'
import { Loaded } from '@/ui/layout/Loaded'
import { Page, Section } from '@/ui/layout/Page'
import { ROLES } from '@/ui/words/states'
import { type Area, AREAS, type May } from './permissions'

const ORDER: Me['role'][] = ['rainmaker', 'manager', 'agent']

/** What each role may do, to be read by everybody. */
export function Roles() {
  const { t, i18n } = useLingui()
  const me = useMe()
  return (
    <Page
      title={t`Roles and permissions`}
      about={<Trans>What each role may do. Only the Rainmaker gives roles, and there is always one.</Trans>}
    >
      <Loaded query={me}>{(mine) => <AsSet me={mine} />}</Loaded>
      {AREAS.map((area) => (
        <Section key={area.title.id} title={i18n._(area.title)}>
          <Permissions area={area} mine={me.data?.role} />
        </Section>
      ))}
    </Page>
  )
}

/** What the team's settings make of the conditions, as far as the one who reads it may know them. */
function AsSet({ me }: { me: Me }) {
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const settings = useQuery({ ...settingsQuery(api), enabled: me.role === 'rainmaker' })
  const known = settings.data
  const role = i18n._(ROLES[me.role])
  const said = [
    t`Your role: ${role}.`,
    me.team.agents_see_pool ? t`Agents see the pool.` : t`Agents do not see the pool.`,
    me.role === 'agent' && (me.may_hand_over ? t`You may hand over leads.` : t`You may not hand over leads.`),
    known?.agents_see === 'own' && t`Agents see only their own leads, unless a member has their own setting.`,
    known?.agents_see === 'team' && t`Agents see the team's leads, unless a member has their own setting.`,
    known &&
      (known.hide_contact_until_claimed
        ? t`Contacts are hidden until they are claimed.`
        : t`Contacts are shown before they are claimed.`),
    known && (known.managers_export ? t`Managers may export.` : t`Managers may not export.`),
  ].filter((sentence) => typeof sentence === 'string')
  return (
    <Section title={t`As it is set now`}>
      <List spacing={4}>
        {said.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Section>
  )
}

/** An area's permissions: a table or, on a phone, one after another. */
function Permissions({ area, mine }: { area: Area; mine: Me['role'] | undefined }) {
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  return narrow ? <AsList area={area} mine={mine} /> : <AsTable area={area} mine={mine} />
}

function AsTable({ area, mine }: { area: Area; mine: Me['role'] | undefined }) {
  const { t, i18n } = useLingui()
  return (
    <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} role="group" aria-label={i18n._(area.title)}>
      <Table layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="40%">{t`What`}</Table.Th>
            {ORDER.map((role) => (
              <Table.Th key={role}>
                <RoleName role={role} mine={mine} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {area.permissions.map((permission) => (
            <Table.Tr key={permission.what.id}>
              <Table.Th scope="row" fw={400}>
                {i18n._(permission.what)}
              </Table.Th>
              {ORDER.map((role) => (
                <Table.Td key={role}>
                  <Answer may={permission.may[role]} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function AsList({ area, mine }: { area: Area; mine: Me['role'] | undefined }) {
  const { i18n } = useLingui()
  return area.permissions.map((permission) => (
    <Stack key={permission.what.id} gap={4}>
      <Title order={3} size="sm">
        {i18n._(permission.what)}
      </Title>
      {ORDER.map((role) => (
        <Group key={role} gap="xs" wrap="nowrap" align="start">
          <Text component="div" size="sm" c="dimmed" w={120} flex="none">
            <RoleName role={role} mine={mine} />
          </Text>
          <Answer may={permission.may[role]} />
        </Group>
      ))}
    </Stack>
  ))
}

function RoleName({ role, mine }: { role: Me['role']; mine: Me['role'] | undefined }) {
  const { i18n } = useLingui()
  return (
    <Group gap={6} wrap="nowrap">
      {i18n._(ROLES[role])}
      {role === mine && (
        <Badge variant="light" size="sm" tt="none">
          <Trans>you</Trans>
        </Badge>
      )}
    </Group>
  )
}

function Answer({ may }: { may: May }) {
  const { i18n } = useLingui()
  if (may !== true && may !== false) return <Text size="sm">{i18n._(may)}</Text>
  return (
    <Group gap={6} wrap="nowrap">
      {may ? <IconCheck size={16} aria-hidden /> : <IconMinus size={16} aria-hidden />}
      <Text size="sm" {...(may ? {} : { c: 'dimmed' })}>
        {may ? <Trans>Yes</Trans> : <Trans>No</Trans>}
      </Text>
    </Group>
  )
}
