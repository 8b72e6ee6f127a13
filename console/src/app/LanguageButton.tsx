import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { useSetLanguage } from '@/ui/layout/useSetLanguage'

/** Switches between Spanish and English, in the console and in e-mails. */
export function LanguageButton() {
  const { i18n } = useLingui()
  const activateLanguage = useSetLanguage()
  const other = i18n.locale === 'es' ? 'en' : 'es'
  return (
    <UnstyledButton
      className="account"
      lang={other}
      aria-label={other === 'es' ? 'Español' : 'English'}
      onClick={() => activateLanguage(other)}
    >
      {other.toUpperCase()}
    </UnstyledButton>
  )
}
