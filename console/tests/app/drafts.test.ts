// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest'
import { type Api, Refused } from '@/api/client'
import { sweepDrafts } from '@/app/useDraftSweep'
import { keepDraft, leadsWithDrafts } from '@/lib/drafts'

beforeEach(() => {
  for (const leadId of ['kept', 'erased', 'hidden', 'unknown'])
    keepDraft({ agentId: 'ana', leadId, mode: 'comment' }, { body: 'Call' }, Date.now())
})

test('drafts about who was erased, or is not theirs to see, are deleted; without an answer they stay', async () => {
  const answers: Record<string, () => unknown> = {
    kept: () => ({ data: { items: [{ kind: 'received' }] } }),
    erased: () => ({ data: { items: [{ kind: 'received' }, { kind: 'erased' }] } }),
    hidden: () => {
      throw new Refused('not_found', 404)
    },
    unknown: () => {
      throw new Refused('offline', 0)
    },
  }
  const get = vi.fn(async (_: string, { params }: { params: { path: { lead_id: string } } }) =>
    answers[params.path.lead_id]?.(),
  )
  await sweepDrafts({ GET: get } as unknown as Api)
  expect(leadsWithDrafts().sort()).toEqual(['kept', 'unknown'])
  expect(get).toHaveBeenCalledWith('/leads/{lead_id}/timeline', expect.anything())
})
