import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

export type What = Shapes['ObjectionBody']['what']

/** What a person may object to. */
export const OBJECTIONS: Record<What, ReturnType<typeof msg>> = {
  marketing: msg`Marketing`,
  all: msg`Any contact but the answer to an inquiry`,
}
export const WHATS = Object.keys(OBJECTIONS) as What[]
