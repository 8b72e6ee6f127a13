import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { useSetLanguage } from '@/ui/layout/useSetLanguage'

/** From Spanish to English and back, at once, here and in mails. */
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
