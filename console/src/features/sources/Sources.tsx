import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Card, Group, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconAlertTriangle, IconPlus } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { useDialog } from '@/lib/useDialog'
import { useNow } from '@/lib/useNow'
import { ago } from '@/lib/locale'
import { NewerBadge } from '@/ui/feedback/NewerRelease'
import { Empty } from '@/ui/layout/Empty'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { useDirectory } from '@/ui/words/useDirectory'
import { useSourceTroubles } from '@/ui/words/useSourceTroubles'
import { KIND_WORDS } from './kinds'
import { Mark } from './Mark'
import { NewSource } from './NewSource'
import { type Source, useSources } from './useSources'

const MINUTE = 60_000

/** Where leads come from. */
export function Sources() {
  const { t } = useLingui()
  const sources = useSources()
  const [making, { open, close }] = useDialog()
  return (
    <Page
      title={t`Sources`}
      about={t`Where leads come from.`}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link to="/outbound" {...props} />}>
            <Trans>Outbound webhooks</Trans>
          </Button>
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
            <Trans>New source</Trans>
          </Button>
        </>
      }
    >
      <Loaded query={sources}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title={t`There is no source yet`}
              action={
                <Button onClick={open}>
                  <Trans>New source</Trans>
                </Button>
              }
            >
              <Trans>Make one for your website or a portal, and connect it.</Trans>
            </Empty>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {items.map((source) => (
                <OneSource key={source.source_id} source={source} />
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
      <NewSource opened={making} onClose={close} />
    </Page>
  )
}

function OneSource({ source }: { source: Source }) {
  const { i18n } = useLingui()
  const directory = useDirectory()
  const troubles = useSourceTroubles()
  const now = useNow(Date.now, MINUTE)
  const owner = source.owner && directory.member(source.owner)
  const delivered = source.last_delivery_at && ago(source.last_delivery_at, now)
  return (
    <Card withBorder padding="lg">
      <Stack gap="xs" h="100%">
        <Group gap="sm" wrap="nowrap">
          <Mark of={source.kind} />
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
            <Anchor
              inherit
              renderRoot={(props) => (
                <Link data-row-link to="/sources/$sourceId" params={{ sourceId: source.source_id }} {...props} />
              )}
            >
              {source.title}
            </Anchor>
          </Title>
        </Group>
        {source.newer_fields ? <NewerBadge /> : <Text size="sm">{i18n._(KIND_WORDS[source.kind])}</Text>}
        <Group gap="md">
          {source.category && (
            <Text size="sm" c="dimmed">
              {source.category}
            </Text>
          )}
          {owner && (
            <Text size="sm" c="dimmed">
              <Trans>Owner: {owner}</Trans>
            </Text>
          )}
        </Group>
        {troubles(source).map((said) => (
          <Group key={said} gap={6} wrap="nowrap" align="start">
            <ThemeIcon size="sm" variant="transparent" color="orange">
              <IconAlertTriangle size={18} aria-hidden />
            </ThemeIcon>
            <Text size="sm">{said}</Text>
          </Group>
        ))}
        {source.kind !== 'manual' && (
          <Text size="sm" c="dimmed" mt="auto">
            {delivered ? <Trans>Delivered last {delivered}</Trans> : <Trans>No deliveries yet</Trans>}
          </Text>
        )}
      </Stack>
    </Card>
  )
}
