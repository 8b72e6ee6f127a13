import { type Api, body, Refused, type Shapes } from '@/api/client'

/**
 * Upload a photo to a lead; return its id.
 *
 * @param onProgress is told which part of it was sent, from 0 to 1.
 */
export async function upload(
  api: Api,
  leadId: string,
  photo: Blob,
  onProgress: (part: number) => void,
): Promise<string> {
  const params = { path: { lead_id: leadId } }
  const place = await body(api.POST('/leads/{lead_id}/photos', { params, body: { bytes: photo.size } }))
  await put(photo, place, onProgress)
  return place.photo_id
}

/** Bring the photo where it was asked for. The address is the permission; `fetch` would not tell how much was sent. */
function put(photo: Blob, { url, method, headers }: Shapes['PhotoUpload'], onProgress: (part: number) => void) {
  return new Promise<void>((done, failed) => {
    const sending = new XMLHttpRequest()
    sending.open(method, url)
    for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value)
    sending.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    sending.onerror = () => failed(new Refused('unreached', 0))
    sending.onload = () =>
      sending.status < 300
        ? done()
        : failed(new Refused(sending.status >= 500 ? 'gateway' : 'upload_missing', sending.status))
    sending.send(photo)
  })
}
