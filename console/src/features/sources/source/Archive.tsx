import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { Section } from '@/ui/layout/Page'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import type { Source } from '../useSources'

/** Take a source out of use; a route that names it is in the way, which is said. */
export function Archive({ source }: { source: Source }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const title = source.title
  const why = useId()
  const free = source.may.includes('archive')
  const archive = useApiMutation(
    () => {
      const params = { path: { source_id: source.source_id }, header: { 'If-Match': `"${source.version}"` } }
      return body(api.DELETE('/sources/{source_id}', { params }))
    },
    { touches: TOUCHED.source, success: t`${title} is archived.`, onSuccess: () => void navigate({ to: '/sources' }) },
  )
  const ask = () =>
    confirm({
      title: t`Archive ${title}?`,
      about: t`It will take no more leads, and its deliveries will be refused. This cannot be undone; its leads stay.`,
      verb: t`Archive`,
      danger: true,
      onYes: () => archive.mutate(),
    })
  return (
    <Section
      title={t`Archive the source`}
      actions={
        <Button
          variant="default"
          onClick={ask}
          loading={archive.isPending}
          disabled={!free}
          {...(free ? {} : { 'aria-describedby': why })}
        >
          <Trans>Archive…</Trans>
        </Button>
      }
    >
      <Text size="sm" c="dimmed" id={why}>
        {free ? (
          <Trans>Only a source that no route names can be archived.</Trans>
        ) : (
          <Trans>A route still names this source. Take it off that route first.</Trans>
        )}
      </Text>
    </Section>
  )
}
