import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { useSpeak } from '@/ui/useSpeak'

/** From Spanish to English and back, at once, here and in mails. */
export function LanguageButton() {
  const { i18n } = useLingui()
  const speak = useSpeak()
  const other = i18n.locale === 'es' ? 'en' : 'es'
  return (
    <UnstyledButton
      className="account"
      lang={other}
      aria-label={other === 'es' ? 'Español' : 'English'}
      onClick={() => speak(other)}
    >
      {other.toUpperCase()}
    </UnstyledButton>
  )
}
