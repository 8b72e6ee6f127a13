import { Trans, useLingui } from '@lingui/react/macro'
import { List, Text } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { DAYS } from '@/lib/dates'
import { dateFormat } from '@/lib/formats'

const A_MONDAY = Date.UTC(2024, 0, 1)

/** A day of the week in the language spoken. */
export function dayName(locale: string, day: string, style: 'short' | 'long' = 'short'): string {
  const place = DAYS.indexOf(day as (typeof DAYS)[number])
  return dateFormat(locale, { weekday: style, timeZone: 'UTC' }).format(A_MONDAY + place * 86_400_000)
}

/** Weekly windows, and the time zone they are read in. None means always. */
export function Hours({ windows, zone }: { windows: Shapes['Window'][]; zone: string }) {
  const { i18n } = useLingui()
  return (
    <>
      {windows.length === 0 ? (
        <Text>
          <Trans>Always</Trans>
        </Text>
      ) : (
        <List listStyleType="none" spacing={4}>
          {windows.map((window) => (
            <List.Item key={`${window.days.join()}${window.from}${window.to}`}>
              {window.days.map((day) => dayName(i18n.locale, day)).join(', ')} · <Span window={window} />
            </List.Item>
          ))}
        </List>
      )}
      <Text size="xs" c="dimmed" mt="xs">
        <Trans>Time zone: {zone}</Trans>
      </Text>
    </>
  )
}

function Span({ window }: { window: Shapes['Window'] }) {
  if (window.from === '00:00' && window.to === '24:00') return <Trans>all day</Trans>
  return (
    <span className="tabular">
      {window.from}–{window.to}
    </span>
  )
}
