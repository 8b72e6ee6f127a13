import { expect } from '@playwright/test'
import { Own, somebody } from './own'
import { person } from './stack'

const BUY = { intent: 'buy', property_type: 'Piso', place: 'Chamberí', price_max: 350_000 }
const RENT = { intent: 'rent', property_type: 'Ático', place: 'Lavapiés', price_max: 1_400 }
const HOUR = 3_600_000
const AT_ONCE = 1_500 // the API takes no task that is due already

/** What is on the screens of an agent and their Manager on an ordinary day; `one` is a lead of Ana's with all there can be on it. */
export async function makeDay(): Promise<{ own: Own; one: string }> {
  const own = await Own.make('Portal Norte', ['ana', 'bruno'])
  try {
    return { own, one: await fill(own) }
  } catch (error) {
    await own.end()
    throw error
  }
}

async function fill(own: Own): Promise<string> {
  await own.offered(somebody('Julia', 'Ortega'), { attributes: BUY, message: '¿Sigue disponible el piso?' })
  await own.offered(somebody('Pablo', 'Núñez'), { attributes: RENT })
  await own.pooled(somebody('Hugo', 'Lara'), { attributes: BUY })
  await own.pooled(somebody('Noa', 'Campos'), { attributes: RENT })
  const [one, spoken, waiting] = [
    await own.of('ana', somebody('Teresa', 'Gil'), { attributes: BUY, message: '¿Podemos verlo el viernes?' }),
    await own.of('ana', somebody('Óscar', 'Pardo'), { attributes: RENT }),
    await own.of('ana', somebody('María de los Ángeles', 'Fernández de Córdoba'), { attributes: BUY }),
  ]
  await say(own, one)
  await own.ask('ana', 'POST', `/leads/${spoken}/interactions`, { kind: 'call', outcome: 'appointment' })
  const late = await task(own, spoken, 'Enviar el plano y las fotos del ático.', AT_ONCE)
  await own.ask('ana', 'POST', `/leads/${waiting}/messages`, {
    direction: 'in',
    channel: 'whatsapp',
    body: '¿Hay alguien ahí?',
  })
  await overdue(own, late)
  return one
}

/** A lead on which everything there can be has been said and done. */
async function say(own: Own, lead: string) {
  const path = `/leads/${lead}`
  await own.ask('ana', 'POST', `${path}/messages`, {
    direction: 'out',
    channel: 'whatsapp',
    body: 'Buenos días, Teresa. ¿A qué hora le viene bien?',
  })
  await own.ask('ana', 'POST', `${path}/interactions`, { kind: 'call', outcome: 'no_answer' })
  await own.ask('marta', 'POST', `${path}/comments`, {
    body: '@Ana Beltrán, llámala antes del viernes, por favor.',
    mentions: [person('ana').agent_id],
  })
  await task(own, lead, 'Confirmar la visita del viernes.', 20 * HOUR)
  const done = await task(own, lead, 'Pedir la nota simple al propietario.', 30 * HOUR)
  await own.ask('ana', 'PATCH', `${path}/comments/${done}`, { done: true })
}

async function task(own: Own, lead: string, body: string, after: number): Promise<string> {
  const due_at = new Date(Date.now() + after).toISOString()
  const { comment_id } = await own.ask<{ comment_id: string }>('marta', 'POST', `/leads/${lead}/comments`, {
    body,
    task: { due_at },
  })
  return comment_id
}

/** Wait until a task of Ana's is late, which the screens tell. */
async function overdue(own: Own, comment: string) {
  const late = () => own.ask<{ items: { comment_id: string }[] }>('ana', 'GET', '/tasks?state=overdue')
  await expect.poll(async () => (await late()).items.map((one) => one.comment_id)).toContain(comment)
}
