import { Trans, useLingui } from '@lingui/react/macro'
import { Stack, Text } from '@mantine/core'
import { Copyable } from '@/ui/feedback/Copyable'
import type { Kind } from '../kinds'
import { sampleOf } from './samples'

/** What a program sends, for kinds that somebody programs; folded, because most people never need it. */
export function Sample({ kind, address }: { kind: Kind; address: string }) {
  const { t } = useLingui()
  const sample = sampleOf(kind, address)
  if (!sample) return null
  return (
    <details>
      <Text component="summary" size="sm" py={8} style={{ cursor: 'pointer' }}>
        <Trans>For developers</Trans>
      </Text>
      <Stack gap="sm" mt="xs">
        {sample.command && <Copyable label={t`A first lead, from a terminal`} value={sample.command} />}
        <Copyable label={t`What is sent`} value={sample.body} />
      </Stack>
    </details>
  )
}
