import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { speak } from '@/lib/locale'

/** From Spanish to English and back, at once. */
export function LanguageButton() {
  const { i18n } = useLingui()
  const other = i18n.locale === 'es' ? 'en' : 'es'
  return (
    <UnstyledButton
      className="account"
      lang={other}
      aria-label={other === 'es' ? 'Español' : 'English'}
      onClick={() => void speak(other)}
    >
      {other.toUpperCase()}
    </UnstyledButton>
  )
}
