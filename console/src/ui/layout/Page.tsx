import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import './section.css'

const [NARROW, WIDE] = [860, 1440] // pixels

interface PageProps {
  /** The heading, also the document's title. */
  title: string
  /** A sentence on what it shows, where the title does not say it. */
  about?: ReactNode
  /** The actions of the whole screen. */
  actions?: ReactNode
  /** Whether to limit the width, for text and forms. */
  narrow?: boolean
  children: ReactNode
}

/** A screen: heading, actions and content. */
export function Page({ title, about, actions, narrow, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Relevo`
  }, [title])
  return (
    <Stack maw={narrow ? NARROW : WIDE} gap="lg">
      <Group justify="space-between" align="start" gap="sm">
        <Stack gap={4} miw={0}>
          <Title order={1} size="h2" textWrap="balance">
            {title}
          </Title>
          {about && (
            <Text component="div" c="dimmed">
              {about}
            </Text>
          )}
        </Stack>
        {actions && (
          <Group gap="xs" className="actions">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  )
}

interface SectionProps {
  title: string
  /** What an address names it by, after its #. */
  id?: string
  actions?: ReactNode
  children: ReactNode
}

/** A part of a screen, with a heading of its own. */
export function Section({ title, id, actions, children }: SectionProps) {
  return (
    <Paper
      withBorder
      p={{ base: 'md', sm: 'lg' }}
      component="section"
      aria-label={title}
      {...(id ? { id, tabIndex: -1 } : {})}
    >
      <Stack gap="md">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4">
            {title}
          </Title>
          {actions && (
            <Group gap="xs" maw="100%">
              {actions}
            </Group>
          )}
        </Group>
        {children}
      </Stack>
    </Paper>
  )
}

/** In a section, that there is nothing of its kind, and the button of the next step. */
export function Quiet({ action, children }: { action: ReactNode; children: ReactNode }) {
  return (
    <Stack gap="sm" align="start">
      <Text c="dimmed">{children}</Text>
      {action}
    </Stack>
  )
}
