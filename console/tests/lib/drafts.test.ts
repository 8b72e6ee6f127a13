// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { dropAllDrafts } from '@/lib/draftKeys'
import { dropDraft, dropDraftsOf, hasDrafts, keepDraft, leadsWithDrafts, readDraft, tidyDrafts } from '@/lib/drafts'

const NOW = Date.UTC(2026, 10, 27, 8)
const DAY = 86_400_000
const of = (agentId: string, leadId = 'lead_1', mode = 'comment') => ({ agentId, leadId, mode })

describe('drafts', () => {
  beforeEach(() => {
    localStorage.clear()
    localStorage.setItem('relevo.language', 'en')
  })

  test('come back to who typed them, in the composer where they were typed', () => {
    keepDraft(of('ana'), { body: 'Call' }, NOW)
    expect(readDraft(of('ana'), NOW)).toEqual({ body: 'Call' })
    expect(readDraft(of('ana', 'lead_1', 'message'), NOW)).toBeUndefined()
    expect(readDraft(of('ana', 'lead_2'), NOW)).toBeUndefined()
  })
  test('of one member are none of another, and go when another signs in', () => {
    keepDraft(of('ana'), { body: 'Call' }, NOW)
    expect(readDraft(of('bruno'), NOW)).toBeUndefined()
    tidyDrafts('ana', NOW)
    expect(readDraft(of('ana'), NOW)).toBeDefined()
    tidyDrafts('bruno', NOW)
    expect(readDraft(of('ana'), NOW)).toBeUndefined()
  })
  test('are kept seven days from the last change', () => {
    keepDraft(of('ana'), { body: 'Call' }, NOW)
    expect(readDraft(of('ana'), NOW + 7 * DAY - 1)).toBeDefined()
    expect(readDraft(of('ana'), NOW + 7 * DAY)).toBeUndefined()
    expect(hasDrafts(NOW + 7 * DAY)).toBe(false)
    tidyDrafts('ana', NOW + 7 * DAY)
    expect(leadsWithDrafts()).toEqual([])
  })
  test('go when they are sent, when the member signs out, and when the person is erased', () => {
    keepDraft(of('ana'), { body: 'Call' }, NOW)
    keepDraft(of('ana', 'lead_1', 'message'), { body: 'Hi' }, NOW)
    keepDraft(of('ana', 'lead_2'), { body: 'Call' }, NOW)
    dropDraft(of('ana'))
    expect(readDraft(of('ana'), NOW)).toBeUndefined()
    dropDraftsOf('lead_1')
    expect(leadsWithDrafts()).toEqual(['lead_2'])
    dropAllDrafts()
    expect(hasDrafts(NOW)).toBe(false)
    expect(localStorage.getItem('relevo.language')).toBe('en')
  })
  test('keep nobody from typing where the device has no room, and what cannot be read is none', () => {
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    keepDraft(of('ana'), { body: 'Call' }, NOW)
    full.mockRestore()
    expect(readDraft(of('ana'), NOW)).toBeUndefined()
    localStorage.setItem('relevo.draft.ana.lead_1.comment', '{')
    expect(readDraft(of('ana'), NOW)).toBeUndefined()
    tidyDrafts('ana', NOW)
    expect(leadsWithDrafts()).toEqual([])
  })
})
