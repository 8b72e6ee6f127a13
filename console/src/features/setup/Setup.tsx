import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Progress, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { IconCheck } from '@/ui/icons'
import { GoTo } from '@/ui/layout/GoTo'
import { Section } from '@/ui/layout/Page'
import { ShowSamples } from '@/ui/samples/ShowSamples'
import { keepHeight, keptHeight } from './keptHeight'
import type { Step } from './steps'
import { useHideSetup, useSetup } from './useSetup'
import { useStepText } from './useStepText'

/** What is left to do until leads reach the team; nothing once all is done, or where it was put away. */
export function Setup() {
  const [expected] = useState(keptHeight)
  const steps = useSetup(expected > 0)
  const frame = useRef<HTMLDivElement>(null)
  const left = steps?.some((step) => !step.done)
  useEffect(() => {
    if (left !== undefined) keepHeight(frame.current?.offsetHeight ?? 0)
  }, [left])
  // Its place is kept until it is known, so that what is below does not move down under somebody's hand.
  if (!steps) return expected > 0 ? <Skeleton h={expected} /> : null
  if (!left) return null
  return (
    <div ref={frame}>
      <Checklist steps={steps} />
    </div>
  )
}

function Checklist({ steps }: { steps: Step[] }) {
  const { t } = useLingui()
  const hide = useHideSetup()
  const done = steps.filter((step) => step.done).length
  const next = steps.find((step) => !step.done)
  const total = steps.length
  return (
    <Section
      title={t`Set up your team`}
      actions={
        <Button variant="subtle" size="compact-sm" loading={hide.isPending} onClick={() => hide.mutate()}>
          <Trans>Hide for good</Trans>
        </Button>
      }
    >
      <Stack gap={6}>
        <Text size="sm" c="dimmed">
          <Trans>
            {done} of {total} done. The list disappears when all are done.
          </Trans>
        </Text>
        <Progress value={(100 * done) / total} aria-label={t`Set up your team`} />
      </Stack>
      <Stack component="ol" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
        {steps.map((step, index) => (
          <OneStep key={step.id} step={step} number={index + 1} next={step === next} />
        ))}
      </Stack>
      <ShowSamples />
    </Section>
  )
}

function OneStep({ step, number, next }: { step: Step; number: number; next: boolean }) {
  const { t } = useLingui()
  const { title, about, act } = useStepText(step.id)
  return (
    <Group
      component="li"
      wrap="nowrap"
      align="start"
      gap="sm"
      py={step.done ? 6 : 'sm'}
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <ThemeIcon variant={step.done ? 'light' : 'default'} color={step.done ? 'green' : 'gray'} radius="xl" size="md">
        {step.done ? (
          <IconCheck size={16} role="img" aria-label={t`Done`} aria-hidden={false} />
        ) : (
          <Text span size="xs" aria-hidden>
            {number}
          </Text>
        )}
      </ThemeIcon>
      <Group justify="space-between" gap="sm" flex={1} miw={0}>
        <Stack gap={0} miw={0} maw={640}>
          <Text fw={next ? 600 : 500} {...(step.done ? { c: 'dimmed' } : {})}>
            {title}
          </Text>
          {!step.done && (
            <Text size="sm" c="dimmed">
              {about}
            </Text>
          )}
        </Stack>
        {!step.done && (
          <GoTo
            to={step.to}
            {...(step.opens ? { search: { new: 'yes' } } : {})}
            {...(step.sourceId ? { params: { sourceId: step.sourceId } } : {})}
            variant={next ? 'filled' : 'default'}
          >
            {act}
          </GoTo>
        )}
      </Group>
    </Group>
  )
}
