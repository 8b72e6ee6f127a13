import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'

/** Send a mail by SMTP, as a mail program that forwards does. */
export async function sendMail(server: string, to: string, mail: string) {
  const [host, port] = server.split(':')
  const socket = connect(Number(port), host)
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]()
  const said = ['HELO here', 'MAIL FROM:<portal@example.com>', `RCPT TO:<${to}>`, 'DATA', `${mail}\r\n.`, 'QUIT']
  for (const one of [undefined, ...said]) {
    if (one !== undefined) socket.write(`${one}\r\n`)
    const answer = String((await lines.next()).value)
    if (!/^[23]/.test(answer)) throw new Error(`the mail was refused: ${answer}`)
  }
  socket.end()
  await once(socket, 'close')
}
