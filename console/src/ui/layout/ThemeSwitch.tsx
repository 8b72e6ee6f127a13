import { useLingui } from '@lingui/react/macro'
import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'

/** Light, dark, or as the device is. */
export function ThemeSwitch() {
  const { t } = useLingui()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t`Appearance`}
      value={colorScheme}
      data={[
        { value: 'auto', label: t`Device` },
        { value: 'light', label: t`Light` },
        { value: 'dark', label: t`Dark` },
      ]}
      onChange={(chosen) => setColorScheme(chosen as MantineColorScheme)}
    />
  )
}
