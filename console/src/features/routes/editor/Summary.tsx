import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, List, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Section } from '@/ui/layout/Page'
import type { RouteValues } from './routeForm'
import type { Problem } from './validation'
import { sentence } from '../words/sentence'
import { useDirectory } from '@/ui/words/useDirectory'

interface Props {
  form: RouteValues
  problems: Problem[]
  editable: boolean
  busy: boolean
  /** What can be done beside saving. */
  more?: ReactNode
  /** What the whole plan says of the route. */
  hints?: ReactNode
}

/** What the route does, in words, while it is written; what is missing; and the way to save it. */
export function Summary({ form, problems, editable, busy, more, hints }: Props) {
  const { t, i18n } = useLingui()
  const names = useDirectory()
  return (
    <Section title={t`What it does`}>
      <Text aria-live="polite" data-testid="sentence">
        {sentence(form, names, i18n)}
      </Text>
      {editable && <Problems title={t`Still missing`} missing problems={problems.filter((one) => one.stops)} />}
      <Problems title={t`Worth a look`} problems={problems.filter((one) => !one.stops)} />
      {hints}
      {(editable || more) && (
        <Group justify="space-between">
          {editable && (
            <Button type="submit" loading={busy}>
              <Trans>Save</Trans>
            </Button>
          )}
          {more}
        </Group>
      )}
    </Section>
  )
}

function Problems({ title, problems, missing = false }: { title: string; problems: Problem[]; missing?: boolean }) {
  const { i18n } = useLingui()
  if (problems.length === 0) return null
  return (
    <Stack gap={4} role="status">
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List
        size="sm"
        spacing={4}
        icon={
          <ThemeIcon size={20} radius="xl" variant="light" color={missing ? 'gray' : 'yellow'} aria-hidden>
            {missing ? <IconPencil size={12} /> : <IconAlertTriangle size={12} />}
          </ThemeIcon>
        }
      >
        {problems.map((problem) => {
          const said = i18n._(problem.words)
          return <List.Item key={said}>{said}</List.Item>
        })}
      </List>
    </Stack>
  )
}
