const KEPT = 'relevo.setup'
const USUAL = 490 // pixels, on a desk

/** Return how high the checklist was when it was last shown on this device, in pixels; 0 if there was none then. */
export const keptHeight = () => Number(localStorage.getItem(KEPT) ?? USUAL)

export const keepHeight = (pixels: number) => localStorage.setItem(KEPT, String(pixels))
