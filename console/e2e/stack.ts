import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { APIRequestContext } from '@playwright/test'

interface Told {
  api: string
  aws_endpoint: string
  user_pool_id: string
  console: string
  smtp: string
  users: { email: string; password: string; role: string; agent_id: string }[]
  webhooks: { title: string; kind: string; path: string; secret: string; source_id: string }[]
}

const FOLDER = process.env.RELEVO_STACK ?? '../.local'
const told = JSON.parse(readFileSync(`${FOLDER}/stack.json`, 'utf8')) as Told

export const address = process.env.RELEVO_URL ?? told.console
export const people = told.users
export const api = told.api
export const smtp = told.smtp

/** The people of the demo team by their first name, in lower case. */
export type Who = 'rocio' | 'marta' | 'ana' | 'bruno' | 'carmen' | 'diego' | 'elena'

export function person(who: Who) {
  const found = people.find((one) => one.email.startsWith(who))
  if (!found) throw new Error(`nobody is called ${who}`)
  return found
}

/** Where the sign-in of somebody is kept between tests: it is one of this stack. */
export const stateOf = (who: Who) => `${FOLDER}/signed-in/${who}.json`

/** The source of this kind that the demo team has. */
export function webhook(kind: string) {
  const found = told.webhooks.find((one) => one.kind === kind)
  if (!found) throw new Error(`no source of kind ${kind}`)
  return found
}

/** Post a lead as its provider does: signed, by Standard Webhooks. */
export async function postLead(
  request: APIRequestContext,
  contact: Record<string, unknown>,
  more: object = {},
  { path, secret }: { path: string; secret: string } = webhook('standard'),
) {
  const id = `msg_${Date.now()}${Math.floor(Math.random() * 1e6)}`
  const at = Math.floor(Date.now() / 1000)
  const content = JSON.stringify({ contact, ...more })
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${at}.${content}`).digest('base64')
  const answer = await request.post(`${told.api}${path}`, {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${signature}`,
    },
    data: content,
  })
  if (answer.status() >= 300) throw new Error(`the lead was refused: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as { lead_id: string }
}

/** Post what a form or program sends, with the key of its source. */
export async function postFields(request: APIRequestContext, made: Keyed, fields: Record<string, string>) {
  const answer = await request.post(`${told.api}${made.webhook_path}`, {
    headers: { 'x-api-key': made.secret },
    data: fields,
  })
  if (!answer.ok()) throw new Error(`the delivery was refused: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as { lead_id: string }
}

/** A source that was made, as the API answers it. */
export interface Keyed {
  source_id: string
  secret: string
  webhook_path: string
}

/** Post a mail as a mail gateway does: whole, with the source's key. */
export async function postMail(
  request: APIRequestContext,
  { from, subject, text }: { from: string; subject: string; text: string },
  { webhook_path: path, secret }: { webhook_path: string; secret: string },
) {
  const head = [`From: ${from}`, `Subject: ${subject}`, `Message-ID: <${letters()}.${letters()}@example.net>`]
  const data = [...head, 'Content-Type: text/plain; charset=utf-8', '', text].join('\r\n')
  const headers = { 'content-type': 'message/rfc822', 'x-api-key': secret }
  const answer = await request.post(`${told.api}${path}`, { headers, data })
  if (!answer.ok()) throw new Error(`the mail was refused: ${answer.status()} ${await answer.text()}`)
}

function tokenOf(who: Who): string {
  const state = JSON.parse(readFileSync(stateOf(who), 'utf8')) as {
    origins: { localStorage: { name: string; value: string }[] }[]
  }
  const kept = state.origins[0]?.localStorage.find((one) => one.name === 'relevo.session')
  return (JSON.parse(kept?.value ?? '{}') as { id: string }).id
}

/** Some letters that no other lead has: a name with digits in it is not shown before the claim. */
export const letters = () => [...Array(5)].map(() => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('')

/** Ask the API in somebody's name; for what a test needs to be there, not for what it shows. */
export async function ask<T>(
  request: APIRequestContext,
  who: Who,
  method: string,
  path: string,
  data?: object,
): Promise<T> {
  const answer = await request.fetch(`${told.api}${path}`, {
    method,
    headers: { authorization: `Bearer ${tokenOf(who)}` },
    ...(data ? { data } : {}),
  })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return (answer.status() === 204 ? undefined : await answer.json()) as T
}

/** Say what SES does of a mail that came back: publish to the topic that the stack hears. */
export async function bounce(request: APIRequestContext, email: string) {
  const asked = async (form: Record<string, string>) => {
    const answer = await request.post(`${told.aws_endpoint}/`, {
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0',
      },
      form,
    })
    if (!answer.ok()) throw new Error(`SNS refused: ${answer.status()} ${await answer.text()}`)
    return answer.text()
  }
  const topic = /arn:aws:sns:[^<]*SentMails[^<]*/.exec(
    await asked({ Action: 'ListTopics', Version: '2010-03-31' }),
  )?.[0]
  if (!topic) throw new Error('no topic hears of mails')
  const event = {
    eventType: 'Bounce',
    mail: { timestamp: new Date().toISOString() },
    bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: email }] },
  }
  await asked({ Action: 'Publish', Version: '2010-03-31', TopicArn: topic, Message: JSON.stringify(event) })
}

/** Give somebody a password for one time, as the mail that invites them does. */
export async function invitePassword(request: APIRequestContext, email: string, password: string) {
  const answer = await request.post(`${told.aws_endpoint}/`, {
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.AdminSetUserPassword',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0',
    },
    data: JSON.stringify({ UserPoolId: told.user_pool_id, Username: email, Password: password, Permanent: false }),
  })
  if (!answer.ok()) throw new Error(`the password was refused: ${answer.status()} ${await answer.text()}`)
}
