import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { useSetLanguage } from '@/ui/layout/useSetLanguage'

const NAMES = { es: 'Español', en: 'English' } as const

/** Switches between Spanish and English, in the console and in e-mails; named by the whole word where there is room. */
export function LanguageButton({ whole = false }: { whole?: boolean }) {
  const { i18n } = useLingui()
  const activateLanguage = useSetLanguage()
  const other = i18n.locale === 'es' ? 'en' : 'es'
  return (
    <UnstyledButton className="account" lang={other} aria-label={NAMES[other]} onClick={() => activateLanguage(other)}>
      {whole ? NAMES[other] : other.toUpperCase()}
    </UnstyledButton>
  )
}
