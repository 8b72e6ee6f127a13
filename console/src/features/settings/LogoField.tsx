import { Trans, useLingui } from '@lingui/react/macro'
import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { TeamLogo } from '@/ui/layout/TeamLogo'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { MOST_BYTES, TAKEN, base64Of } from './picture'

type Image = Shapes['LogoBody']['image']

/** The team's logo, set at once: it is no part of the form. */
export function LogoField() {
  const { t } = useLingui()
  const { api } = useConsole()
  const me = useMe()
  const [mistake, setMistake] = useState<string | null>(null)
  const put = useApiMutation((image: Image) => body(api.PUT('/settings/logo', { body: { image } })), {
    touches: TOUCHED.settings,
    success: t`The logo is saved.`,
  })
  async function choose(file: File | null) {
    if (!file) return
    const fits = TAKEN.includes(file.type) && file.size <= MOST_BYTES
    setMistake(fits ? null : t`Choose a PNG, JPEG or WebP picture of at most 100 kB.`)
    if (fits) put.mutate(await base64Of(file))
  }
  const logo = me.data?.team.logo
  return (
    <Stack gap={6} align="start">
      <Text size="sm" fw={600}>
        <Trans>Logo</Trans>
      </Text>
      <Group gap="sm">
        {logo && <TeamLogo tag={logo} height={40} />}
        <FileButton onChange={(file) => void choose(file)} accept={TAKEN.join()}>
          {(props) => (
            <Button variant="default" loading={put.isPending} {...props}>
              {logo ? <Trans>Change the logo</Trans> : <Trans>Upload a logo</Trans>}
            </Button>
          )}
        </FileButton>
        {logo && (
          <Button variant="subtle" onClick={() => put.mutate(null)} disabled={put.isPending}>
            <Trans>Remove the logo</Trans>
          </Button>
        )}
      </Group>
      {mistake && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {mistake}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        <Trans>
          PNG, JPEG or WebP, at most 100 kB. It stands beside the team's name for every member, and is saved at once.
        </Trans>
      </Text>
    </Stack>
  )
}
