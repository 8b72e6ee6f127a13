import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, FileButton, Group, Progress, Text } from '@mantine/core'
import { IconCamera, IconPhoto, IconRefresh, IconX } from '@/ui/icons'
import { type Chosen, MOST_PHOTOS, type Photos } from './usePhotos'
import './photos.css'

/** Takes or chooses photos: a phone asks whether by its camera. */
export function AddPhotos({ photos }: { photos: Photos }) {
  const { t } = useLingui()
  const isFull = photos.chosen.length >= MOST_PHOTOS
  return (
    <FileButton
      multiple
      accept="image/*"
      onChange={photos.add}
      disabled={isFull}
      inputProps={{ 'aria-label': t`Photos` }}
    >
      {(props) => (
        <Button {...props} variant="default" leftSection={<IconCamera size={18} aria-hidden />} disabled={isFull}>
          <Trans>Photo</Trans>
        </Button>
      )}
    </FileButton>
  )
}

/** The photos that were chosen for a note: how far each is, and what to do where it did not get through. */
export function ChosenPhotos({ photos }: { photos: Photos }) {
  const { t } = useLingui()
  if (photos.chosen.length === 0) return null
  return (
    <ul className="photos" aria-label={t`Photos of this note`}>
      {photos.chosen.map((one, place) => (
        <li key={one.key} className="photo">
          <OnePhoto
            one={one}
            number={place + 1}
            onRetry={() => photos.retry(one.key)}
            onRemove={() => photos.remove(one.key)}
          />
        </li>
      ))}
    </ul>
  )
}

interface OneProps {
  one: Chosen
  number: number
  onRetry: () => void
  onRemove: () => void
}

function OnePhoto({ one, number, onRetry, onRemove }: OneProps) {
  const { t } = useLingui()
  const name = t`Photo ${number}`
  return (
    <>
      {one.preview ? (
        <img src={one.preview} alt={name} />
      ) : (
        <span className="photo-empty">
          <IconPhoto size={24} aria-hidden />
        </span>
      )}
      {one.state === 'sending' && (
        <Progress
          className="photo-part"
          value={one.part * 100}
          size="sm"
          aria-label={t`Photo ${number} is being sent`}
        />
      )}
      {(one.state === 'failed' || one.state === 'unreadable') && (
        <Text className="photo-failed" size="xs" role="alert">
          {one.state === 'failed' ? <Trans>Not sent</Trans> : <Trans>No picture</Trans>}
        </Text>
      )}
      <Group gap={0} className="photo-acts">
        {one.state === 'failed' && (
          <ActionIcon
            variant="filled"
            color="dark"
            size={44}
            aria-label={t`Send photo ${number} again`}
            onClick={onRetry}
          >
            <IconRefresh size={20} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon
          variant="filled"
          color="dark"
          size={44}
          aria-label={t`Leave out photo ${number}`}
          onClick={onRemove}
        >
          <IconX size={20} aria-hidden />
        </ActionIcon>
      </Group>
    </>
  )
}
