import { useLingui } from '@lingui/react/macro'
import { Anchor, List, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconPencil } from '@/ui/icons'
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
  /** Goes to a part of the form. */
  onGo: (part: string) => void
  /** What the whole plan says of the route. */
  hints?: ReactNode
}

/** What the route does, in words, while it is written; and what is missing. */
export function Summary({ form, problems, editable, onGo, hints }: Props) {
  const { t, i18n } = useLingui()
  const names = useDirectory()
  return (
    <Section title={t`What it does`}>
      <Text aria-live="polite" data-testid="sentence">
        {sentence(form, names, i18n)}
      </Text>
      {editable && (
        <Problems title={t`Still missing`} missing problems={problems.filter((one) => one.stops)} onGo={onGo} />
      )}
      <Problems title={t`Worth a look`} problems={problems.filter((one) => !one.stops)} onGo={onGo} />
      {hints}
    </Section>
  )
}

interface ProblemsProps extends Pick<Props, 'problems' | 'onGo'> {
  title: string
  missing?: boolean
}

/** Problems of the route, each of which leads to its place in the form. */
function Problems({ title, problems, missing = false, onGo }: ProblemsProps) {
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
          return (
            <List.Item key={said}>
              <Anchor
                component="button"
                type="button"
                size="sm"
                c="inherit"
                ta="start"
                onClick={() => onGo(problem.part)}
              >
                {said}
              </Anchor>
            </List.Item>
          )
        })}
      </List>
    </Stack>
  )
}
