/** What a photo may be at most, as the API takes it. */
export const MOST_BYTES = 5_000_000
const LONGEST_SIDE = 2048 // pixels: more than a screen shows
const QUALITIES = [0.85, 0.7, 0.5]

/** The file is no picture that this browser can read. */
export class UnreadablePhoto extends Error {}

/** Return the size to draw a picture in, with its longer side at most so long. */
export function fitted(width: number, height: number, most = LONGEST_SIDE): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/**
 * Return a picture drawn anew, as a JPEG that the API takes.
 *
 * What a camera writes beside the pixels, such as where and with what device it was taken, stays behind: only pixels are
 * drawn, turned as the camera was held.
 */
export async function shrink(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new UnreadablePhoto()
  })
  try {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, fitted(picture.width, picture.height))
    const pen = canvas.getContext('2d')
    if (!pen) throw new UnreadablePhoto()
    // A JPEG has no transparency: without paper, it would be black.
    pen.fillStyle = 'white'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
    for (const quality of QUALITIES) {
      const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
      if (drawn && drawn.size <= MOST_BYTES) return drawn
    }
    throw new UnreadablePhoto()
  } finally {
    picture.close()
  }
}
