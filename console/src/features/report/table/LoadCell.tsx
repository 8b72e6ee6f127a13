import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Box, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleMinus } from '@/ui/icons'
import { Bar } from '@/ui/charts/Bar'
import { HINDRANCES } from '@/ui/words/obstacles'
import type { Row } from '../useReport'

type Load = NonNullable<Row['load']>
type Period = Load['receiving']['limits'][number]['period']

const PERIODS: Record<Period, ReturnType<typeof msg>> = {
  day: msg`today`,
  week: msg`this week`,
  month: msg`this month`,
  open: msg`open`,
}

/** Whether an agent is offered leads now, why not, and how much of their limits is used. */
export function LoadCell({ load }: { load: Load }) {
  const { t, i18n } = useLingui()
  const { now, reasons, limits } = load.receiving
  const Sign = now ? IconCircleCheck : IconCircleMinus
  return (
    <Stack gap={6} w={170} ta="start">
      <Group gap={4} wrap="nowrap" align="start">
        <Sign size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <Text size="sm">{now ? t`Available` : reasons.map((one) => i18n._(HINDRANCES[one])).join(' · ')}</Text>
      </Group>
      {limits.map(({ period, used, max }) => {
        const when = i18n._(PERIODS[period])
        return (
          <Box key={period}>
            <Text size="xs" c="dimmed" className="tabular">
              {t`${used} of ${max} ${when}`}
            </Text>
            <Bar share={max > 0 ? used / max : 1} tone={used >= max ? 'missed' : 'open'} />
          </Box>
        )
      })}
      {limits.length === 0 && (
        <Text size="xs" c="dimmed">
          {t`No limits`}
        </Text>
      )}
    </Stack>
  )
}
