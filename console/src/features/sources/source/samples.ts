import type { Kind } from '../kinds'

export interface Sample {
  body: string
  /** Sends the body; only where one command can, without a signature. The reader puts the secret in. */
  command?: string
}

const PERSON = { first_name: 'Lucía', last_name: 'Pérez', emails: ['lucia@example.com'], phones: ['+34 600 11 22 33'] }
const LEAD = { contact: PERSON, message: '¿Sigue disponible?', attributes: { place: 'Madrid', intent: 'buy' } }
const FORM = {
  Nombre: 'Lucía Pérez',
  Correo: 'lucia@example.com',
  Teléfono: '+34 600 11 22 33',
  Mensaje: '¿Sigue disponible?',
}
const ADF = `<?xml version="1.0" encoding="UTF-8"?>
<adf>
  <prospect>
    <id sequence="1" source="Portal">1001</id>
    <requestdate>2026-11-29T10:00:00+01:00</requestdate>
    <customer>
      <contact>
        <name part="first">Lucía</name>
        <name part="last">Pérez</name>
        <email>lucia@example.com</email>
        <phone>+34 600 11 22 33</phone>
      </contact>
      <comments>¿Sigue disponible?</comments>
    </customer>
  </prospect>
</adf>`

/** Return what a program sends to a source of this kind; nothing for kinds whose provider is told in its own screens. */
export function sampleOf(kind: Kind, address: string): Sample | undefined {
  const json = JSON.stringify(LEAD, null, 2)
  const fields = JSON.stringify(FORM, null, 2)
  if (kind === 'form') return { body: fields, command: command(address, 'application/json', fields) }
  if (kind === 'standard') return { body: json }
  if (kind === 'api_key') return { body: json, command: command(address, 'application/json', json) }
  if (kind === 'adf') return { body: ADF, command: command(address, 'application/xml', ADF) }
  return undefined
}

function command(address: string, type: string, body: string): string {
  const headers = [`-H 'content-type: ${type}'`, `-H "x-api-key: $SECRET"`].join(' ')
  return `curl -sS '${address}' ${headers} --data-binary @- <<'LEAD'\n${body}\nLEAD`
}
