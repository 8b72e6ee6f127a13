import { msg } from '@lingui/core/macro'
import type { Source } from './useSources'

export type Kind = Source['kind']
type Words = ReturnType<typeof msg>

/** The kinds of source. */
export const KINDS: Kind[] = [
  'form',
  'email',
  'whatsapp',
  'meta',
  'google',
  'typeform',
  'realtor',
  'adf',
  'api_key',
  'standard',
  'manual',
]

export const KIND_WORDS: Record<Kind, Words> = {
  standard: msg`Web, signed (Standard Webhooks)`,
  api_key: msg`Program, with a key`,
  form: msg`Form on a website`,
  whatsapp: msg`WhatsApp`,
  meta: msg`Facebook and Instagram`,
  google: msg`Google Ads`,
  typeform: msg`Typeform`,
  realtor: msg`Realtor.com`,
  adf: msg`Portal with ADF/XML`,
  email: msg`Mails of a portal`,
  manual: msg`Entered by hand`,
}

/** Kinds whose deliveries have fields of the sender's own names. */
export const HAS_FIELDS: Kind[] = ['standard', 'api_key', 'form', 'meta', 'google', 'typeform', 'email']

/** Kinds whose secret the provider issues. */
export const ISSUED: Kind[] = ['meta', 'whatsapp']

/** What each kind is for, in a few words. */
export const KIND_NOTES: Record<Kind, Words> = {
  meta: msg`Lead ads, as soon as somebody fills in the form`,
  google: msg`Lead forms of your ads`,
  typeform: msg`Forms you made with Typeform`,
  realtor: msg`Leads of your listings`,
  email: msg`Mails that a portal sends for each lead`,
  form: msg`WordPress, Elementor, Jotform, Wix, Zapier, Make: any form, with its own fields`,
  whatsapp: msg`A first message to your number makes a lead, later ones join it`,
  adf: msg`Portals that deliver ADF/XML`,
  api_key: msg`A program of your own; the key goes along`,
  standard: msg`For developers: each delivery is signed`,
  manual: msg`Phone calls, visits, lists`,
}

/** How a source with an address for mail is connected. */
export const MAIL_STEPS: Words[] = [
  msg`In your mail program, make a rule that forwards the portal's mails to this address; or enter the address at the portal.`,
  msg`Gmail asks first whether you may: its code and link show here.`,
  msg`Each mail that comes is a lead, within seconds.`,
]

/** How a source of each kind is connected, step by step. */
export const STEPS: Record<Kind, Words[]> = {
  standard: [
    msg`Give the address and the secret to whoever keeps your website.`,
    msg`Each delivery is JSON with a contact, and is signed with the secret as Standard Webhooks says.`,
    msg`Send a first one: it shows below within seconds.`,
  ],
  api_key: [
    msg`In Zapier or Make, add a step that posts JSON with a contact to the address; a form or program of your own does the same.`,
    msg`Send the secret along in the header X-Api-Key.`,
    msg`Send a first one: it shows below within seconds.`,
  ],
  form: [
    msg`In the form's settings, look for Webhook, and enter the address. Nothing else needs to be set.`,
    msg`If it takes headers, send the secret as X-Api-Key; if not, put ?key= and the secret behind the address.`,
    msg`Fill in the form once: what came and the lead it became show below within seconds.`,
  ],
  whatsapp: [
    msg`In your app at Meta for Developers, open WhatsApp and then Configuration.`,
    msg`Enter the address and the verify token that was shown when this source was made.`,
    msg`Subscribe to messages, and then write to your number from another phone.`,
  ],
  meta: [
    msg`In your app at Meta for Developers, open Webhooks and choose Page.`,
    msg`Enter the address and the verify token that was shown when this source was made.`,
    msg`Subscribe to leadgen, and then send a lead with Meta's Lead Ads Testing Tool.`,
  ],
  google: [
    msg`In Google Ads, open the lead form and, under Lead delivery, choose Webhook.`,
    msg`Enter the address as the URL and the secret as the key.`,
    msg`Press Send test data: the test shows below and makes no lead.`,
  ],
  typeform: [
    msg`In Typeform, open the form, then Connect and Webhooks, and add a webhook.`,
    msg`Enter the address; edit the webhook and enter the secret.`,
    msg`Switch it on and send a test request.`,
  ],
  realtor: [
    msg`Ask your contact at Realtor.com to deliver your leads to the address.`,
    msg`Give them the secret, to be sent in the header X-Api-Key.`,
    msg`The first lead shows below when it comes.`,
  ],
  adf: [
    msg`Ask the portal to deliver its ADF/XML by POST to the address.`,
    msg`Give them the secret, to be sent in the header X-Api-Key.`,
    msg`The first lead shows below when it comes.`,
  ],
  email: [
    msg`Set up a mail gateway that posts each whole mail to the address.`,
    msg`Let it send the secret in the header X-Api-Key.`,
    msg`Have the portal write to the gateway's mailbox, or forward its mails there.`,
  ],
  manual: [msg`There is nothing to connect: choose this source when a lead is entered by hand or imported.`],
}
