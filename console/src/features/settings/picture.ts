/** The kinds of pictures that the API takes, and how large they may be. */
export const TAKEN = ['image/png', 'image/jpeg', 'image/webp']
export const MOST_BYTES = 100_000

/** Return a file's content in Base64. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
