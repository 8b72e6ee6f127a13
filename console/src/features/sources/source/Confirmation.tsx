import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Stack, Text } from '@mantine/core'
import { IconMailCheck } from '@/ui/icons'
import type { Shapes } from '@/api/client'
import { type Source, useDeliveries } from '../useSources'

type Asked = NonNullable<Shapes['Delivery']['confirmation']>

/** What Gmail asks before it forwards mail here, while nothing has come since. */
export function Confirmation({ source }: { source: Source }) {
  const { t } = useLingui()
  const { data } = useDeliveries(source.source_id)
  const asked = data?.items[0]?.confirmation
  if (!asked) return null
  return (
    <Alert
      color="yellow"
      variant="light"
      role="status"
      icon={<IconMailCheck aria-hidden />}
      title={t`Gmail asks you to confirm the forwarding`}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      <Question asked={asked} />
    </Alert>
  )
}

/** Gmail's code and its link. */
export function Question({ asked }: { asked: Asked }) {
  const { code, link } = asked
  return (
    <Stack gap={4}>
      {code && (
        <Text size="sm">
          <Trans>
            Enter this code at Gmail:{' '}
            <Text span fw={600} className="tabular">
              {code}
            </Text>
          </Trans>
        </Text>
      )}
      {link && isGoogles(link) && (
        <Anchor size="sm" c="inherit" underline="always" href={link} target="_blank" rel="noopener noreferrer" py={4}>
          <Trans>Or confirm at Google</Trans>
        </Anchor>
      )}
    </Stack>
  )
}

/** Whether a link leads to Google: whoever knows the address may send mail there. */
export function isGoogles(link: string): boolean {
  if (!URL.canParse(link)) return false
  const { protocol, hostname, username } = new URL(link)
  return protocol === 'https:' && username === '' && (hostname === 'google.com' || hostname.endsWith('.google.com'))
}
