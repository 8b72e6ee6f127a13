import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { erasureQuery } from '@/api/queries/privacy'
import { refresh } from '@/api/refresh'
import { when } from '@/lib/locale'
import { Loaded } from '@/ui/layout/Loaded'
import { Section } from '@/ui/layout/Page'

type Erasure = Shapes['Erasure']

/** How far an erasure is, until it is done. */
export function ErasureProgress({ erasureId, onAnew }: { erasureId: string; onAnew: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  const erasure = useQuery(erasureQuery(api, erasureId))
  const done = erasure.data?.status === 'done'
  useEffect(() => {
    if (done) void refresh(queries, TOUCHED.erasure.slice(1))
  }, [done, queries])
  return (
    <Section title={t`Erasure`}>
      <Loaded query={erasure} height={120}>
        {(one) => (one.status === 'done' ? <Done one={one} /> : <Running one={one} />)}
      </Loaded>
      {(done || erasure.error) && (
        <Group justify="end">
          <Button variant="default" onClick={onAnew}>
            <Trans>Find another person</Trans>
          </Button>
        </Group>
      )}
    </Section>
  )
}

function Running({ one }: { one: Erasure }) {
  const { t } = useLingui()
  const [erased, leads] = [one.erased, one.lead_ids.length]
  return (
    <Stack gap={6} role="status">
      <Progress value={Math.max(3, (100 * erased) / leads)} size="lg" aria-label={t`Progress`} animated />
      <Text size="sm">
        <Trans>
          {erased} of {leads} leads erased. It starts within a minute and continues on its own: you can leave this
          screen.
        </Trans>
      </Text>
    </Stack>
  )
}

function Done({ one }: { one: Erasure }) {
  const { t } = useLingui()
  const zone = useMe().data?.team.time_zone
  const at = one.finished_at && zone ? when(one.finished_at, zone) : ''
  return (
    <Alert color="green" variant="light" role="status" title={t`The person is erased`}>
      <Stack gap={4}>
        <Text size="sm">
          <Plural value={one.lead_ids.length} one="# lead was erased" other="# leads were erased" />
          {at && `, ${at}.`}
        </Text>
        <Text size="sm">
          <Trans>
            The other programs that you send leads to were told. You have to delete the e-mails that members received.
          </Trans>
        </Text>
      </Stack>
    </Alert>
  )
}
