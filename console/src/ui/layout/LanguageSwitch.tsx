import { useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { type Language, activateLanguage } from '@/lib/locale'

/** Spanish or English, at once. */
export function LanguageSwitch({ onChange }: { onChange?: (language: Language) => void }) {
  const { i18n, t } = useLingui()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t`Language`}
      value={i18n.locale}
      data={[
        { value: 'es', label: 'Español' },
        { value: 'en', label: 'English' },
      ]}
      onChange={(chosen) => {
        void activateLanguage(chosen as Language)
        onChange?.(chosen as Language)
      }}
    />
  )
}
