import { Trans, useLingui } from '@lingui/react/macro'
import { Group, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconThumbUp, IconTrendingDown } from '@/ui/icons'
import type { ReactNode } from 'react'
import { Section } from '@/ui/layout/Page'
import { amount } from '@/lib/locale'
import type { By } from '../address'
import { shown } from '../table/columns'
import type { ReportData, Row } from '../useReport'
import { type Difference, differencesOf, ENOUGH } from './extremes'

/** Who and what does best and worst, in sentences. */
export function Differences({ reports }: { reports: Partial<Record<By, ReportData>> }) {
  const { t } = useLingui()
  const titles: Record<By, string> = { agent: t`Agents`, route: t`Routes`, source: t`Sources` }
  const groups = (['agent', 'route', 'source'] as const).map((by) => ({
    by,
    found: differencesOf(reports[by]?.rows ?? []),
  }))
  return (
    <Section title={t`Highlights`}>
      {groups.every(({ by, found }) => reports[by] && found.length === 0) ? (
        <Text c="dimmed">
          <Trans>Nothing to compare yet: it takes two agents, routes or sources with {ENOUGH} offers each.</Trans>
        </Text>
      ) : (
        <SimpleGrid cols={{ base: 1, md: 3 }} spacing="lg">
          {groups.map(({ by, found }) => (
            <Stack key={by} gap="xs">
              <Title order={3} size="h6">
                {titles[by]}
              </Title>
              {!reports[by] && <Skeleton h={60} />}
              {reports[by] && found.length === 0 && (
                <Text size="sm" c="dimmed">
                  <Trans>Too few offers to compare, or all alike.</Trans>
                </Text>
              )}
              {found.map((one) => (
                <Pair key={one.key} one={one} people={by === 'agent'} />
              ))}
            </Stack>
          ))}
        </SimpleGrid>
      )}
    </Section>
  )
}

function Pair({ one, people }: { one: Difference; people: boolean }) {
  const { t } = useLingui()
  const name = (row: Row) => row.name ?? t`Deleted route`
  const [best, worst] = [name(one.best), name(one.worst)]
  if (one.key === 'median_claim_seconds') {
    const [fast, slow] = [shown(one.best[one.key], 'time'), shown(one.worst[one.key], 'time')]
    return (
      <>
        <Said good>
          <Trans>
            Fastest: <b>{best}</b>, half of the claims within {fast}
          </Trans>
        </Said>
        <Said>
          <Trans>
            Slowest: <b>{worst}</b>, half of the claims within {slow}
          </Trans>
        </Said>
      </>
    )
  }
  const [most, least] = [shown(one.best[one.key], 'rate'), shown(one.worst[one.key], 'rate')]
  const [claimed, missed] = [amount(one.best.claimed), amount(one.worst.expired + one.worst.passed)]
  return (
    <>
      <Said good>
        {people ? (
          <Trans>
            Claims most: <b>{best}</b>, {most} ({claimed} claimed)
          </Trans>
        ) : (
          <Trans>
            Claimed most: <b>{best}</b>, {most} ({claimed} claimed)
          </Trans>
        )}
      </Said>
      <Said>
        {people ? (
          <Trans>
            Claims least: <b>{worst}</b>, {least} ({missed} passed or missed)
          </Trans>
        ) : (
          <Trans>
            Claimed least: <b>{worst}</b>, {least} ({missed} passed or missed)
          </Trans>
        )}
      </Said>
    </>
  )
}

function Said({ good, children }: { good?: boolean; children: ReactNode }) {
  const Sign = good ? IconThumbUp : IconTrendingDown
  return (
    <Group gap={8} wrap="nowrap" align="start">
      <Sign
        size={18}
        aria-hidden
        style={{ flex: 'none', marginTop: 2, color: good ? 'var(--relevo-on)' : 'var(--relevo-danger)' }}
      />
      <Text size="sm">{children}</Text>
    </Group>
  )
}
