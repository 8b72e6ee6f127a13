import { useRef, useState } from 'react'
import { useConsole } from '@/api/context'
import { shrink, UnreadablePhoto } from './shrink'
import { upload } from './upload'

export const MOST_PHOTOS = 4

/** A photo that was chosen for a note, and how far it is. */
export interface Chosen {
  key: number
  file: Blob
  /** The picture as it is sent, to be shown; nothing while it is being drawn. */
  preview?: string
  state: 'sending' | 'sent' | 'failed' | 'unreadable'
  /** Which part was sent, from 0 to 1. */
  part: number
  photoId?: string
}

export interface Photos {
  chosen: readonly Chosen[]
  /** The ids of the photos to note; only those that were sent. */
  ids: string[]
  /** Whether some are not sent yet, or failed: what is noted now would lack them. */
  isUnfinished: boolean
  add: (files: readonly Blob[]) => void
  retry: (key: number) => void
  remove: (key: number) => void
  clear: () => void
}

/** The photos chosen for a note on a lead: each is drawn smaller and sent at once. */
export function usePhotos(leadId: string): Photos {
  const { api } = useConsole()
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const next = useRef(0)
  const change = (key: number, to: Partial<Chosen>) =>
    setChosen((before) => before.map((one) => (one.key === key ? { ...one, ...to } : one)))

  async function send({ key, file }: Pick<Chosen, 'key' | 'file'>) {
    change(key, { state: 'sending', part: 0 })
    try {
      const photo = await shrink(file)
      change(key, { preview: await dataUrl(photo) })
      const photoId = await upload(api, leadId, photo, (part) => change(key, { part }))
      change(key, { state: 'sent', part: 1, photoId })
    } catch (error) {
      change(key, { state: error instanceof UnreadablePhoto ? 'unreadable' : 'failed' })
    }
  }

  return {
    chosen,
    ids: chosen.flatMap(({ photoId }) => photoId ?? []),
    isUnfinished: chosen.some(({ state }) => state !== 'sent'),
    add: (files) => {
      const added = files
        .slice(0, MOST_PHOTOS - chosen.length)
        .map((file): Chosen => ({ key: next.current++, file, state: 'sending', part: 0 }))
      setChosen((before) => [...before, ...added])
      for (const one of added) void send(one)
    },
    retry: (key) => {
      const one = chosen.find((found) => found.key === key)
      if (one) void send(one)
    },
    remove: (key) => setChosen((before) => before.filter((one) => one.key !== key)),
    clear: () => setChosen([]),
  }
}

/** Return the picture as an address that a page may show: the security policy knows no `blob:`. */
function dataUrl(photo: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => failed(new UnreadablePhoto())
    reader.readAsDataURL(photo)
  })
}
