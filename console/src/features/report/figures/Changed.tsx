import { useLingui } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconEqual } from '@/ui/icons'
import { change } from './changes'
import { type Kind, shown } from '../table/columns'

const SIGNS = { up: IconArrowUp, down: IconArrowDown, same: IconEqual }

interface Props {
  now: number | undefined
  before: number | undefined
  kind: Kind
}

/** What a figure has changed since the period before, in words and with an arrow. */
export function Changed({ now, before, kind }: Props) {
  const { t, i18n } = useLingui()
  const was = shown(before, kind)
  const changed = change(now, before, kind)
  if (!changed) return before === undefined ? t`None before` : t`${was} before`
  const Sign = SIGNS[changed.direction]
  const by = kind === 'rate' ? i18n.number(changed.by) : shown(changed.by, kind)
  const words = {
    count: { up: t`${by} more`, down: t`${by} fewer` },
    rate: { up: t`${by} points more`, down: t`${by} points less` },
    time: { up: t`${by} longer`, down: t`${by} shorter` },
  }[kind]
  const said = changed.direction === 'same' ? t`The same` : words[changed.direction]
  return (
    <Group component="span" gap={2} wrap="nowrap" align="start">
      <Sign size={14} style={{ flex: 'none', marginTop: 2 }} aria-hidden />
      <span>
        {said} ({t`${was} before`})
      </span>
    </Group>
  )
}
