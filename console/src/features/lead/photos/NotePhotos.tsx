import { Trans, useLingui } from '@lingui/react/macro'
import { Modal, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useConsole } from '@/api/context'
import { photoQuery } from '@/api/queries/leads'
import './photos.css'

interface Props {
  leadId: string
  photoIds: readonly string[]
  /** Whose note it is, as it is read aloud. */
  who: string
}

/** The photos of a note in the stream; each opens large. */
export function NotePhotos({ leadId, photoIds, who }: Props) {
  const { t } = useLingui()
  const [opened, open] = useState<number | null>(null)
  const count = photoIds.length
  const altOf = (place: number) => {
    const number = place + 1
    return t`Photo ${number} of ${count}, by ${who}`
  }
  const largeId = opened === null ? undefined : photoIds[opened]
  return (
    <>
      <ul className="photos" aria-label={t`Photos`}>
        {photoIds.map((photoId, place) => (
          <li key={photoId} className="photo">
            <button type="button" onClick={() => open(place)} aria-haspopup="dialog">
              <Picture leadId={leadId} photoId={photoId} alt={altOf(place)} />
            </button>
          </li>
        ))}
      </ul>
      <Modal
        opened={largeId !== undefined}
        onClose={() => open(null)}
        title={opened === null ? '' : altOf(opened)}
        size="auto"
        closeButtonProps={{ 'aria-label': t`Close`, size: 'xl' }}
      >
        {largeId !== undefined && (
          <div className="photo-large">
            <Picture leadId={leadId} photoId={largeId} alt={altOf(opened ?? 0)} />
          </div>
        )}
      </Modal>
    </>
  )
}

/** A photo by its signed address, which is asked for when it is shown. */
function Picture({ leadId, photoId, alt }: { leadId: string; photoId: string; alt: string }) {
  const { api } = useConsole()
  const { data, isError } = useQuery(photoQuery(api, leadId, photoId))
  const [isBroken, setBroken] = useState(false)
  if (isError || isBroken)
    return (
      <Text size="xs" className="photo-empty">
        <Trans>This photo cannot be shown.</Trans>
      </Text>
    )
  if (!data) return <Skeleton h="100%" aria-busy />
  return <img src={data.url} alt={alt} loading="lazy" onError={() => setBroken(true)} />
}
