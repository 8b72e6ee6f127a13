import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Api } from '@/api/client'
import { ConsoleContext, type Me } from '@/api/context'
import { LogContact } from '@/features/lead/composer/LogContact'
import { NotePhotos } from '@/features/lead/photos/NotePhotos'
import { fitted, MOST_BYTES, shrink, UnreadablePhoto } from '@/features/lead/photos/shrink'
import { ServerClock } from '@/lib/clock'
import { LEAD } from '../make/refusing'

const ME = { agent_id: 'me', first_name: 'Ana', team: { name: 'Casa', time_zone: 'Europe/Madrid' } } as Me
const sent: { path: string; body: unknown }[] = []
const uploads: { url: string; type?: string; status: number }[] = []
let answers: number[] = []

class Sending {
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
  onload?: () => void
  status = 0
  private readonly one = { url: '', status: 0 } as (typeof uploads)[number]
  open(_method: string, url: string) {
    this.one.url = url
  }
  setRequestHeader(_name: string, value: string) {
    this.one.type = value
  }
  send() {
    this.upload.onprogress?.({ loaded: 1, total: 2 })
    this.status = this.one.status = answers.shift() ?? 200
    uploads.push(this.one)
    this.onload?.()
  }
}

/** What a canvas makes of a picture: so many bytes at each quality. */
const sizes = vi.fn<(quality: number) => number>(() => 1000)
const drawn: unknown[] = []

beforeEach(() => {
  sent.length = uploads.length = drawn.length = 0
  answers = []
  localStorage.clear()
  sizes.mockImplementation(() => 1000)
  vi.stubGlobal('XMLHttpRequest', Sending)
  vi.stubGlobal('createImageBitmap', async (file: Blob) => {
    if (!file.type.startsWith('image/')) throw new Error('not a picture')
    return { width: 4000, height: 3000, close: () => undefined }
  })
  const pen = { fillRect: () => undefined, drawImage: (...given: unknown[]) => drawn.push(given.slice(3)) }
  HTMLCanvasElement.prototype.getContext = (() => pen) as never
  HTMLCanvasElement.prototype.toBlob = function (done, type, quality) {
    done(new Blob([new Uint8Array(sizes(quality as number))], { type: type ?? '' }))
  }
})

const picture = (name = 'a.png') => new File(['GPS 40.4,-3.7'], name, { type: 'image/png' })

function show(part: React.ReactNode) {
  const POST = async (path: string, { body }: { body: unknown }) => {
    sent.push({ path, body })
    const photo_id = `photo_${sent.length}`
    return {
      data: { photo_id, url: `https://s3.test/${photo_id}`, method: 'PUT', headers: { 'Content-Type': 'image/jpeg' } },
    }
  }
  const GET = async (path: string, { params }: { params: { path: { photo_id: string } } }) =>
    path.endsWith('{photo_id}')
      ? { data: { url: `https://s3.test/${params.path.photo_id}?signed` } }
      : { data: { items: [], next: null } }
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient()}>
          <ConsoleContext.Provider
            value={{
              api: { POST, GET } as unknown as Api,
              clock: new ServerClock(),
              leave: async () => undefined,
              askPool: async () => ({}) as never,
            }}
          >
            {part}
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
}

const choose = (...files: File[]) => userEvent.upload(screen.getByLabelText('Photos'), files)
const note = () => screen.getByRole('button', { name: 'Note it' })

test('a picture is drawn no larger than a screen shows, and never larger than it is', () => {
  expect(fitted(4000, 3000)).toEqual({ width: 2048, height: 1536 })
  expect(fitted(300, 200)).toEqual({ width: 300, height: 200 })
  expect(fitted(10_000, 1)).toEqual({ width: 2048, height: 1 })
})

test('only drawn pixels are sent, worse and worse until they are small enough', async () => {
  sizes.mockImplementation((quality) => (quality > 0.6 ? MOST_BYTES + 1 : 1000))
  const photo = await shrink(picture())
  expect([photo.type, photo.size]).toEqual(['image/jpeg', 1000])
  expect(drawn).toEqual([[2048, 1536]])
  sizes.mockImplementation(() => MOST_BYTES + 1)
  await expect(shrink(picture())).rejects.toBeInstanceOf(UnreadablePhoto)
  await expect(shrink(new Blob(['x'], { type: 'text/plain' }))).rejects.toBeInstanceOf(UnreadablePhoto)
})

test('photos are sent when they are chosen, and named by the note', async () => {
  show(<LogContact lead={LEAD} me={ME} />)
  await choose(picture(), picture('b.png'))
  expect(await screen.findByRole('img', { name: 'Photo 2' })).toBeInTheDocument()
  await waitFor(() => expect(note()).toBeEnabled())
  expect(uploads.map(({ type }) => type)).toEqual(['image/jpeg', 'image/jpeg'])
  expect(sent[0]?.body).toEqual({ bytes: 1000 })
  await userEvent.click(note())
  await waitFor(() => expect(sent).toHaveLength(3))
  expect(sent[2]?.body).toMatchObject({ photos: ['photo_1', 'photo_2'], body: null })
  await waitFor(() => expect(screen.queryByRole('img')).toBeNull())
})

test('a note waits for a photo that did not get through: it is sent again, or left out', async () => {
  answers = [503, 503]
  show(<LogContact lead={LEAD} me={ME} />)
  await choose(picture())
  expect(await screen.findByText('Not sent')).toBeInTheDocument()
  expect(note()).toBeDisabled()
  await userEvent.click(screen.getByRole('button', { name: 'Send photo 1 again' }))
  expect(await screen.findByText('Not sent')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Send photo 1 again' }))
  await waitFor(() => expect(note()).toBeEnabled())
  await userEvent.click(screen.getByRole('button', { name: 'Leave out photo 1' }))
  expect(screen.queryByRole('img')).toBeNull()
  expect(note()).toBeDisabled()
})

test('what is no picture is said to be none, and a fifth photo is not taken', async () => {
  show(<LogContact lead={LEAD} me={ME} />)
  await userEvent.upload(screen.getByLabelText('Photos'), new File(['x'], 'a.txt', { type: 'text/plain' }), {
    applyAccept: false,
  })
  expect(await screen.findByText('No picture')).toBeInTheDocument()
  await choose(picture(), picture(), picture(), picture())
  await waitFor(() => expect(uploads).toHaveLength(3))
  expect(screen.getByRole('button', { name: 'Photo' })).toBeDisabled()
})

test('the photos of a note say what they are, and open large', async () => {
  show(<NotePhotos leadId="one" photoIds={['photo_1', 'photo_2']} who="Bruno" />)
  const second = await screen.findByRole('img', { name: 'Photo 2 of 2, by Bruno' })
  expect(second).toHaveAttribute('src', 'https://s3.test/photo_2?signed')
  await userEvent.click(second)
  expect(await screen.findByRole('dialog', { name: 'Photo 2 of 2, by Bruno' })).toBeInTheDocument()
})
