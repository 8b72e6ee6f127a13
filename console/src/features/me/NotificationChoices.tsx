import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Table, Text, VisuallyHidden } from '@mantine/core'
import type { Me } from '@/api/context'
import { Section } from '@/ui/layout/Page'
import { type Kind, kindsFor, labelOf, toggled, type Channel } from './channelChoices'
import { useUpdateChoices, useUpdateMe } from './useUpdateMe'

/** What I am told of beyond the notification centre, and by which way. */
export function NotificationChoices({ me }: { me: Me }) {
  const { t } = useLingui()
  const choose = useUpdateChoices()
  const reset = useUpdateMe()
  const { own, team } = kindsFor(me.role)
  const turn = (way: Channel, kind: Kind) => choose.mutate(toggled(me.notifications, way, kind))
  return (
    <Section
      title={t`What you are notified of`}
      actions={
        <Button
          variant="default"
          loading={reset.isPending}
          onClick={() => reset.mutate({ notifications: { email: null, push: null } })}
        >
          <Trans>As is usual</Trans>
        </Button>
      }
    >
      <Text size="sm" c="dimmed">
        <Trans>
          Everything is in your notification centre. Choose what also reaches you by e-mail, and by push on your
          devices.
        </Trans>
      </Text>
      <Table verticalSpacing={10} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <VisuallyHidden>{t`News`}</VisuallyHidden>
            </Table.Th>
            <Table.Th ta="center" w={72}>{t`E-mail`}</Table.Th>
            <Table.Th ta="center" w={92}>{t`Push`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Kinds name={team.length > 0 ? t`About you` : null} kinds={own} chosen={me.notifications} onTurn={turn} />
        <Kinds name={t`About the team`} kinds={team} chosen={me.notifications} onTurn={turn} />
      </Table>
    </Section>
  )
}

interface KindsProps {
  name: string | null
  kinds: Kind[]
  chosen: Me['notifications']
  onTurn: (way: Channel, kind: Kind) => void
}

function Kinds({ name, kinds, chosen, onTurn }: KindsProps) {
  const { i18n, t } = useLingui()
  const ways: Record<Channel, string> = { email: t`E-mail`, push: t`Push` }
  if (kinds.length === 0) return null
  return (
    <Table.Tbody>
      {name && (
        <Table.Tr>
          <Table.Th colSpan={3} scope="rowgroup" pt="md">
            {name}
          </Table.Th>
        </Table.Tr>
      )}
      {kinds.map((kind) => {
        const label = i18n._(labelOf(kind))
        return (
          <Table.Tr key={kind}>
            <Table.Th scope="row" fw={400}>
              {label}
            </Table.Th>
            {(Object.keys(ways) as Channel[]).map((way) => (
              <Table.Td key={way}>
                <Checkbox
                  size="md"
                  aria-label={`${label}: ${ways[way]}`}
                  checked={chosen[way].includes(kind)}
                  onChange={() => onTurn(way, kind)}
                  styles={{ body: { justifyContent: 'center' } }}
                />
              </Table.Td>
            ))}
          </Table.Tr>
        )
      })}
    </Table.Tbody>
  )
}
