import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { GoTo } from '@/ui/layout/GoTo'
import { Section } from '@/ui/layout/Page'
import type { Source } from '../useSources'

/** Leads to what each field of a source's deliveries is taken for. */
export function FieldsLink({ source }: { source: Source }) {
  const { t } = useLingui()
  return (
    <Section
      title={t`Fields`}
      actions={
        <GoTo to="/sources/$sourceId/fields" params={{ sourceId: source.source_id }}>
          <Trans>See the fields</Trans>
        </GoTo>
      }
    >
      <Text size="sm" c="dimmed">
        <Trans>Is something in the wrong place? See what each field is taken for, and correct it.</Trans>
      </Text>
    </Section>
  )
}
