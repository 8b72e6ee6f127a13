import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import type { Shapes } from '@/api/client'
import { mergeStream } from '@/features/lead/stream/entries'
import { MergedNotes } from '@/features/lead/merged/MergedNotes'
import { SideBySide } from '@/features/lead/merged/SideBySide'
import { LEAD, ME, refusing } from '../make/refusing'

const AT = '2026-11-27T08:00:00Z'
const UNTIL = '2026-12-27T08:00:00Z'
const merged = (more: Partial<NonNullable<Shapes['Lead']['merged_from']>[number]> = {}) => ({
  lead_id: 'gone',
  at: AT,
  by: 'bruno',
  ...more,
})

describe('the note on a lead that others went into', () => {
  test('says who merged it and when, and lets who may undo it', async () => {
    const sent = await refusing(
      <MergedNotes lead={{ ...LEAD, merged_from: [merged({ undo_until: UNTIL })] }} me={ME} />,
    )
    expect(await screen.findByText(/Bruno merged another lead into this one on/)).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Undo the merge' }))
    expect(sent).toEqual([]) // it asks first
    expect(screen.getByText('It can be undone until Dec 27, 2026.')).toBeVisible()
  })

  test('offers no undoing to who may not', async () => {
    await refusing(<MergedNotes lead={{ ...LEAD, merged_from: [merged({ lead_id: 'first' }), merged()] }} me={ME} />)
    expect(await screen.findByText(/2 other leads were merged into this one, the last by Bruno/)).toBeVisible()
    expect(screen.queryByRole('button')).toBeNull()
  })

  test('leads on from a lead that went into another', async () => {
    await refusing(<MergedNotes lead={{ ...LEAD, state: 'closed', merged_into: 'kept' }} me={ME} />)
    expect(await screen.findByRole('link', { name: 'Read it there' })).toHaveAttribute('href', '/leads/kept')
  })

  test('is not there on any other lead', async () => {
    await refusing(<MergedNotes lead={LEAD} me={ME} />)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.queryByRole('status')).toBeNull()
  })
})

const ana = { state: 'owned', owner: 'ana', owner_name: 'Ana' } as const
const bruno = { state: 'owned', owner: 'bruno', owner_name: 'Bruno' } as const
const pooled = { state: 'pooled', owner: undefined, owner_name: undefined } as const
const offered = { state: 'offered', owner: undefined, owner_name: undefined } as const
const BOTH = 'Both owners are told. You can undo it for 30 days.'
const ONE = 'The owner is told. You can undo it for 30 days.'
const WITHDRAWN = 'An open offer is withdrawn.'

test.each([
  [ana, bruno, 'Bruno keeps it.', BOTH, false],
  [ana, pooled, 'Ana gets it, who has this one.', ONE, false],
  [ana, offered, 'Ana gets it, who has this one.', ONE, true],
  [offered, bruno, 'Bruno keeps it.', ONE, true],
  [pooled, offered, 'Neither has an owner: it stays where it is.', 'You can undo it for 30 days.', false],
] as const)('the dialog foresees what becomes of both (%#)', async (here, there, who, told, withdrawn) => {
  const [lead, into] = [
    { ...LEAD, ...here },
    { ...LEAD, lead_id: 'two', ...there },
  ] as Shapes['Lead'][]
  await refusing(<SideBySide lead={lead as Shapes['Lead']} into={into as Shapes['Lead']} />)
  expect(await screen.findByText(who)).toBeVisible()
  expect(screen.getByText(told)).toBeVisible()
  expect(screen.queryAllByText(WITHDRAWN)).toHaveLength(withdrawn ? 1 : 0)
})

test('the stream of both has the inquiry of the other, and does what is to be done on this one', () => {
  const entries = mergeStream({
    lead: { lead_id: 'kept', created_at: AT, source_title: 'Web', message: 'Second' },
    timeline: [
      { at: AT, by: 'provider', kind: 'received', detail: {} },
      { at: '2026-11-26T08:00:00Z', by: 'provider', kind: 'received', detail: { message: 'First' }, lead_id: 'gone' },
    ],
    decisions: [],
    messages: [],
    comments: [{ comment_id: 'comment_1', lead_id: 'gone', at: AT, by: 'ana', body: 'x', mentions: [], may: [] }],
  })
  const said = entries.flatMap((one) => (one.kind === 'message' ? one.written.body : []))
  expect(said).toEqual(['First', 'Second'])
  expect(entries.flatMap((one) => (one.kind === 'comment' ? one.comment.lead_id : []))).toEqual(['kept'])
})
