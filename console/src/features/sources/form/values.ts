import type { Shapes } from '@/api/client'

export type OpenForm = Shapes['OpenForm']
export type Asked = NonNullable<OpenForm['name']>

/** An open form as it is edited. */
export interface Values {
  language: 'es' | 'en'
  name: Asked
  email: Asked
  phone: Asked
  message: Asked
  consent_text: string
  privacy_url: string
  /** One on each line. */
  sites: string
}

const CONSENT = {
  es: 'He leído y acepto la política de privacidad.',
  en: 'I have read and accept the privacy policy.',
}

/** Return the form that a source begins with, in this language. */
export const firstForm = (locale: string): OpenForm => {
  const language = locale === 'en' ? 'en' : 'es'
  return { language, consent_text: CONSENT[language] }
}

export const valuesOf = (form: OpenForm): Values => ({
  language: form.language ?? 'es',
  name: form.name ?? 'required',
  email: form.email ?? 'required',
  phone: form.phone ?? 'optional',
  message: form.message ?? 'optional',
  consent_text: form.consent_text ?? '',
  privacy_url: form.privacy_url ?? '',
  sites: (form.sites ?? []).join('\n'),
})

export const formOf = ({ sites, privacy_url, ...rest }: Values): OpenForm => ({
  ...rest,
  privacy_url: privacy_url.trim(),
  sites: [
    ...new Set(
      sites
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(originOf),
    ),
  ],
})

/** Return the origin of what somebody typed or copied as their site's address: `www.example.com/contact` is enough. */
export function originOf(site: string): string {
  const address = /^https?:\/\//i.test(site) ? site : `https://${site}`
  return URL.canParse(address) ? new URL(address).origin : site
}
