import type { ReactNode } from 'react'
import { type Part as Name, PARTS } from './validation'

const INVALID = '[aria-invalid="true"]:not([type="hidden"])'
const INPUT = 'input:not([type="hidden"]):not(:disabled), textarea:not(:disabled)'
const BUTTON = 'button:not(:disabled)'

/** A part of the route's form, which `goToPart` finds. */
export function Part({ name, children }: { name: Name; children: ReactNode }) {
  return <div data-part={name}>{children}</div>
}

/** Return the first of these parts, in the order of the form. */
export function firstOf(parts: readonly string[]): Name | undefined {
  return PARTS.find((part) => parts.includes(part))
}

/** Scroll to a part of the form and focus its field: the one that is wrong, else the first. */
export function goToPart(form: HTMLElement | null, name: string): void {
  const part = form?.querySelector<HTMLElement>(`[data-part="${name}"]`)
  const [field] = [INVALID, INPUT, BUTTON].flatMap((one) => part?.querySelector<HTMLElement>(one) ?? [])
  field?.focus({ preventScroll: true })
  part?.scrollIntoView({ block: 'center' })
}
