import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type CSSProperties, useState } from 'react'
import { openFormQuery } from '@/api/queries/sources'
import { Copyable } from '@/ui/feedback/Copyable'
import { Loaded } from '@/ui/layout/Loaded'
import type { Source } from '../useSources'
import { snippetsOf } from './snippets'

// The form as it is for visitors, whose devices may be light or dark.
const FRAME: CSSProperties = {
  width: '100%',
  height: '42rem',
  border: '1px solid var(--mantine-color-default-border)',
  borderRadius: 'var(--mantine-radius-md)',
}

interface Props {
  source: Source
  /** Of the form's page. */
  address: string
  /** Whether no site is named yet. */
  anywhere: boolean
}

/** How the form looks, and what is pasted into a site to show it. */
export function Paste({ source, address, anywhere }: Props) {
  const page = useQuery(openFormQuery(source, address))
  return (
    <Loaded query={page} height={400}>
      {(html) => <Shown page={html} address={address} anywhere={anywhere} />}
    </Loaded>
  )
}

function Shown({ page, address, anywhere }: { page: string; address: string; anywhere: boolean }) {
  const { t } = useLingui()
  const { script, plain } = snippetsOf(page, address)
  return (
    <Stack>
      <Preview page={page} />
      <Copyable label={t`Address of its page, for mails and profiles`} value={address} />
      {anywhere && (
        <Alert color="yellow" variant="light">
          <Trans>Name your sites above: elsewhere the script shows only a link to the form's page.</Trans>
        </Alert>
      )}
      <Copyable label={t`For your site: paste this where the form is to stand`} value={script} />
      <details>
        <Text component="summary" size="sm" py={8} style={{ cursor: 'pointer' }}>
          <Trans>If your site takes no scripts</Trans>
        </Text>
        <Stack gap="xs" mt="xs">
          <Text size="sm" c="dimmed">
            <Trans>Paste this HTML. When you change the form above, paste it anew.</Trans>
          </Text>
          <Copyable label={t`HTML`} value={plain} />
        </Stack>
      </details>
    </Stack>
  )
}

function Preview({ page }: { page: string }) {
  const { t } = useLingui()
  const [opened, setOpened] = useState(false)
  return (
    <details onToggle={(event) => setOpened(event.currentTarget.open)}>
      <Text component="summary" size="sm" py={8} style={{ cursor: 'pointer' }}>
        <Trans>How it looks</Trans>
      </Text>
      {opened && <iframe title={t`Preview of the form`} srcDoc={page} sandbox="" style={FRAME} />}
    </details>
  )
}
