import { useLingui } from '@lingui/react/macro'
import { Group, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleMinus } from '@/ui/icons'
import type { Standing } from './useDashboard'
import { HINDRANCES } from '@/ui/words/obstacles'

/** Whether leads come to a member now, and if not, why. */
export function Available({ receiving }: { receiving: Standing['receiving'] }) {
  const { t, i18n } = useLingui()
  const Sign = receiving.now ? IconCircleCheck : IconCircleMinus
  const why = receiving.reasons.map((reason) => i18n._(HINDRANCES[reason])).join(' · ')
  return (
    <Group gap={4} wrap="nowrap" align="start">
      <Sign size={16} style={{ flex: 'none', marginTop: 2 }} aria-hidden />
      <Text size="sm" c="dimmed">
        {receiving.now ? t`Available` : why}
      </Text>
    </Group>
  )
}
