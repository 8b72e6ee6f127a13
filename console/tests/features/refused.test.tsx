import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { Remove } from '@/features/agents/member/Remove'
import { Assign, Release } from '@/features/lead/actions/dialogs'
import { GiveBack, HandOver } from '@/features/lead/actions/ownerDialogs'
import { Merge } from '@/features/lead/actions/Merge'
import { CommentForm } from '@/features/lead/comments/CommentForm'
import { DoNotContact } from '@/features/lead/contact/DoNotContact'
import { BulkDialog } from '@/features/leads/BulkDialog'
import { PoolActions } from '@/features/pool/PoolActions'
import type { Selection } from '@/features/leads/useSelection'
import { Try } from '@/features/routes/try/Try'
import { Secret } from '@/features/sources/source/Secret'
import { LimitsForm } from '@/ui/forms/LimitsForm'
import { PauseForm } from '@/ui/forms/PauseForm'
import { LEAD, ME, type Mistake, refusing } from '../make/refusing'

const MEMBER = { agent_id: 'ana', first_name: 'Ana', last_name: 'Gil', version: 1 } as Shapes['Member']
const SOURCE = { source_id: 'meta', kind: 'meta', title: 'Meta', version: 1, may: ['renew_secret'] } as Shapes['Source']
const nothing = () => undefined
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
async function choose(name: string, option: string) {
  await userEvent.click(await screen.findByRole('combobox', { name: new RegExp(name) }))
  await userEvent.click(await screen.findByRole('option', { name: option }))
}
/** The words stand at this field, and in no toast. */
async function atField(name: string | RegExp, words: string) {
  const field = screen.getAllByLabelText(name)[0] as HTMLElement
  await waitFor(() => expect(field).toHaveAccessibleDescription(expect.stringContaining(words)))
  expect(screen.queryByRole('alert')).toBeNull()
}
const GONE = { reason: 'agent_unknown' } as const
const LONG = { reason: 'too_long' } as const
const GONE_WORDS = 'This member is not in the team.'

function Pause() {
  const { api } = useConsole()
  return <PauseForm zone="Europe/Madrid" send={(draft) => body(api.PUT('/me/pause', { body: draft }))} />
}

test('a pause says at its end that it would be over', async () => {
  await refusing(<Pause />, { loc: ['body', 'until'], reason: 'pause_over' })
  await press('Pause')
  expect(await screen.findByText('This pause would be over already.')).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a pause says at its reason and its route what is wrong', async () => {
  const route: Mistake = { loc: ['body', 'route_id'], reason: 'route_unknown' }
  await refusing(<Pause />, { loc: ['body', 'reason'], ...LONG }, route)
  await userEvent.type(screen.getByLabelText('Reason'), 'Holidays')
  await press('Pause')
  await atField('Reason', 'This is too long')
  await atField('Route', 'There is no such route.')
})

function Limits() {
  const { api } = useConsole()
  const params = { path: { agent_id: 'ana' } }
  return (
    <LimitsForm
      limits={{ open: 5 }}
      send={(limits) => body(api.PUT('/agents/{agent_id}/limits', { params, body: limits }))}
    />
  )
}

test('a limit says what is wrong with it until it is changed', async () => {
  await refusing(<Limits />, { loc: ['body', 'open'], reason: 'wrong_type' })
  await press('Save limits')
  await atField('Open at once', 'This value is not allowed here.')
  await userEvent.type(screen.getByLabelText('Open at once'), '1')
  expect(screen.getByLabelText('Open at once')).toBeValid()
})

test('giving back says at the note what is wrong with it', async () => {
  const sent = await refusing(<GiveBack lead={LEAD} onClose={nothing} />, { loc: ['body', 'note'], ...LONG })
  await userEvent.click(screen.getByLabelText('I have no time'))
  await userEvent.type(screen.getByLabelText('Note'), ' Ill ')
  await press('Give back')
  await atField('Note', 'This is too long')
  expect(sent).toEqual([{ reason: 'no_time', note: 'Ill' }])
})

test('handing over says at the member that they are gone', async () => {
  const sent = await refusing(<HandOver lead={LEAD} onClose={nothing} />, { loc: ['body', 'to', 'agent_id'], ...GONE })
  await choose('Member', 'Bruno')
  await press('Hand over')
  await atField('Member', GONE_WORDS)
  expect(sent).toEqual([{ to: { agent_id: 'bruno' }, note: null }])
})

test('assigning says at the member that they are gone', async () => {
  await refusing(<Assign lead={LEAD} onClose={nothing} />, { loc: ['body', 'agent_id'], ...GONE })
  await choose('Member', 'Bruno')
  await press('Assign')
  await atField('Member', GONE_WORDS)
})

test('releasing says at the note what is wrong with it', async () => {
  await refusing(<Release lead={LEAD} onClose={nothing} />, { loc: ['body', 'note'], ...LONG })
  await press('Return to the pool')
  await atField('Note', 'This is too long')
})

test('merging says at the other lead what is wrong with it', async () => {
  const lead = { ...LEAD, possible_duplicates: ['two'] }
  const sent = await refusing(<Merge lead={lead} onClose={nothing} />, {
    loc: ['body', 'into'],
    reason: 'lead_unknown',
  })
  await userEvent.click(await screen.findByRole('radio', { name: 'Eve Sol' }))
  await press('Merge')
  expect(await screen.findByText('There is no such lead.')).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
  expect(sent).toEqual([{ into: 'two' }])
})

test('a comment says at its text what is wrong with it', async () => {
  await refusing(<CommentForm lead={LEAD} me={ME} />, { loc: ['body', 'body'], ...LONG })
  await userEvent.type(screen.getByLabelText('Comment'), 'Call')
  await press('Comment')
  await atField('Comment', 'This is too long')
  expect(screen.getByLabelText('Comment')).toHaveValue('Call')
})

test('a comment says at its task that it is due too early', async () => {
  const lead = { ...LEAD, may: [...LEAD.may, 'add_task' as const] }
  await refusing(<CommentForm lead={lead} me={ME} />, { loc: ['body', 'task', 'due_at'], reason: 'due_in_past' })
  await userEvent.type(screen.getByLabelText('Comment'), 'Call')
  await press('Add a follow-up task')
  await userEvent.click(await screen.findByRole('menuitem', { name: 'In an hour' }))
  await press('Comment and set the task')
  expect(await screen.findByText('It must be due in the future.')).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a comment suggests who may read it, and names who is tagged in it and may not any more', async () => {
  const sent = await refusing(<CommentForm lead={LEAD} me={ME} />, {
    loc: ['body', 'mentions', 0],
    reason: 'may_not_see',
  })
  await userEvent.type(screen.getByLabelText('Comment'), '@bru')
  const bruno = await screen.findByRole('option', { name: 'Bruno' })
  expect(screen.queryByRole('option', { name: 'Brunilda' })).toBeNull()
  await userEvent.click(bruno)
  await press('Comment')
  expect(await screen.findByRole('alert')).toHaveTextContent('Bruno may not read comments on this lead')
  expect(sent).toEqual([{ body: '@Bruno', mentions: ['bruno'], task: null }])
})

test('removing says at the member that the leads cannot go to them', async () => {
  const sent = await refusing(<Remove member={MEMBER} />, { loc: ['query', 'leads_to'], ...GONE })
  await press('Remove…')
  await userEvent.click(await screen.findByLabelText('To another member'))
  await choose('Member', 'Bruno')
  await press('Remove')
  await atField(/^Member/, GONE_WORDS)
  expect(sent).toEqual(['?leads_to=bruno'])
})

test('assigning from the pool says at the member that they are gone', async () => {
  await refusing(<PoolActions lead={LEAD} name="Eva" />, { loc: ['body', 'agent_id'], ...GONE })
  await press('Assign Eva')
  await choose('Member', 'Bruno')
  await press('Assign')
  await atField(/^Member/, GONE_WORDS)
})

test('whom not to contact says at its channels what is wrong with them', async () => {
  const sent = await refusing(<DoNotContact lead={LEAD} />, { loc: ['body', 'channels'], reason: 'wrong_type' })
  await press('Do not contact')
  await userEvent.click(await screen.findByLabelText('WhatsApp'))
  await press('Save')
  expect(await screen.findByText('This value is not allowed here.')).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
  expect(sent).toEqual([{ channels: ['whatsapp'] }])
})

test('a change of many leads sends what was chosen, and says of each lead why it was not changed', async () => {
  const keep = vi.fn()
  const selection = { leads: [LEAD], keep } as unknown as Selection
  const dialog = <BulkDialog action="assign" selection={selection} onDone={nothing} onClose={nothing} />
  const sent = await refusing(dialog, { loc: ['body', 'note'], ...LONG })
  expect(await screen.findByRole('button', { name: 'Assign to a member' })).toBeDisabled()
  await choose('Member', 'Bruno')
  await userEvent.type(screen.getByLabelText('Note'), ' New area ')
  await press('Assign to a member')
  expect(await screen.findByText('1 lead was not changed')).toBeVisible()
  expect(sent).toEqual([{ action: 'assign', agent_id: 'bruno', ids: ['one'], note: 'New area' }])
  expect(keep).toHaveBeenCalledWith(['one'])
})

test('an issued secret says at its field what is wrong with it', async () => {
  await refusing(<Secret source={SOURCE} />, { loc: ['body', 'secret'], ...LONG })
  await press('Renew the secret')
  await userEvent.type(await screen.findByLabelText('App secret'), '12345678')
  await press('Renew')
  await atField('App secret', 'This is too long')
})

test('a try says at its instant that it is too far', async () => {
  await refusing(<Try />, { loc: ['body', 'at'], reason: 'too_far_for_preview' })
  await choose('Source', 'Web')
  await press('Try')
  expect(await screen.findByText('Choose an instant at most a day back and a year ahead.')).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('what is wrong with no field of a form is said in a toast', async () => {
  await refusing(<Assign lead={LEAD} onClose={nothing} />, { loc: ['body', 'elsewhere'], reason: 'missing' })
  await choose('Member', 'Bruno')
  await press('Assign')
  expect(await screen.findByRole('alert')).toHaveTextContent('This is required.')
})
