import { MantineProvider } from '@mantine/core'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, describe, expect, test } from 'vitest'
import { contactOf, patchOf } from '@/features/lead/contact/contactForm'
import { matchDecisions } from '@/features/lead/history/matchDecisions'
import { MentionField } from '@/features/lead/comments/MentionField'
import { insert, matching, pieces, type Person, tagged, tokenAt } from '@/features/lead/comments/mentions'

const ana: Person = { agent_id: 'agent_1', name: 'Ana' }
const anaMaria: Person = { agent_id: 'agent_2', name: 'Ana María Gómez' }
const angel: Person = { agent_id: 'agent_3', name: 'Ángel Ruiz' }
const people = [ana, anaMaria, angel]

describe('tagging with @', () => {
  test('the @ at the caret is being written, an address is not', () => {
    expect(tokenAt('Hi @an', 6)).toEqual({ from: 3, query: 'an' })
    expect(tokenAt('@', 1)).toEqual({ from: 0, query: '' })
    expect(tokenAt('to ana@example.com', 18)).toBeNull()
    expect(tokenAt('Hi @ there', 10)).toBeNull()
    expect(tokenAt('@an\nlater', 9)).toBeNull()
  })
  test('names are found without case and accents, by any of their words', () => {
    expect(matching(people, 'angel')).toEqual([angel])
    expect(matching(people, 'gom')).toEqual([anaMaria])
    expect(matching(people, 'ana m')).toEqual([anaMaria])
    expect(matching(people, 'zoe')).toEqual([])
  })
  test('a chosen name takes the place of what was written', () => {
    expect(insert('Ask @an today', { from: 4, query: 'an' }, 'Ana')).toEqual({ text: 'Ask @Ana today', caret: 9 })
  })
  test('the longest name that stands there is meant', () => {
    expect(tagged('@Ana María Gómez, look', people)).toEqual([anaMaria])
    expect(tagged('@Ana and @Ángel Ruiz', people)).toEqual([ana, angel])
    expect(tagged('@Anabel', people)).toEqual([])
  })
  test('who is taken out of the text is not told', () => expect(tagged('Never mind', [ana])).toEqual([]))
  test('a text comes apart at names and loses nothing', () => {
    expect(pieces('Ask @Ana, please', people)).toEqual([
      { text: 'Ask ' },
      { text: '@Ana', who: ana },
      { text: ', please' },
    ])
  })
  describe('in the field', () => {
    const picked: string[] = []
    function Field({ people }: { people: readonly Person[] }) {
      const [text, setText] = useState('')
      return (
        <I18nProvider i18n={i18n}>
          <MantineProvider env="test">
            <MentionField
              label="Comment"
              people={people}
              value={text}
              onChange={setText}
              onPick={(one) => picked.push(one.name)}
            />
          </MantineProvider>
        </I18nProvider>
      )
    }
    const field = () => screen.getByLabelText('Comment')
    const option = (name: string) => screen.findByRole('option', { name })
    beforeEach(() => void (picked.length = 0))

    test('by keyboard: typed, gone to, and taken with Enter', async () => {
      render(<Field people={people} />)
      await userEvent.type(field(), 'Ask @gom')
      expect(await option('Ana María Gómez')).toBeInTheDocument()
      await userEvent.keyboard('{ArrowDown}{Enter}')
      expect(field()).toHaveValue('Ask @Ana María Gómez ')
      expect(picked).toEqual(['Ana María Gómez'])
    })
    test('what was typed before the people are known is suggested when they come, the first selected', async () => {
      const { rerender } = render(<Field people={[]} />)
      await userEvent.type(field(), 'Ask @an')
      expect(screen.queryByRole('option')).toBeNull()
      rerender(<Field people={people} />)
      await waitFor(async () => expect(await option('Ana')).toHaveAttribute('data-combobox-selected'))
      await userEvent.keyboard('{Enter}')
      expect(field()).toHaveValue('Ask @Ana ')
      expect(picked).toEqual(['Ana'])
    })
    test('Escape closes the suggestions, also before they come', async () => {
      const { rerender } = render(<Field people={people} />)
      await userEvent.type(field(), '@an')
      expect(await option('Ana')).toBeVisible()
      await userEvent.keyboard('{Escape}')
      expect(screen.queryByRole('option')).toBeNull()
      rerender(<Field people={[]} />)
      await userEvent.type(field(), 'g{Escape}')
      rerender(<Field people={people} />)
      expect(screen.queryByRole('option')).toBeNull()
    })
    test('people who come when the field is left open nothing', async () => {
      const { rerender } = render(<Field people={[]} />)
      await userEvent.type(field(), '@an')
      await userEvent.tab()
      rerender(<Field people={people} />)
      expect(screen.queryByRole('option')).toBeNull()
    })
    test('Enter is a new line where nobody is suggested', async () => {
      render(<Field people={people} />)
      await userEvent.type(field(), '@zoe{Enter}and')
      expect(field()).toHaveValue('@zoe\nand')
      expect(picked).toEqual([])
    })
  })
})

test('a decision stands beside the event that it made, and beside no other of that instant', () => {
  const at = '2026-11-27T08:00:00Z'
  const events = [
    { at, kind: 'received' as const },
    { at, kind: 'offered' as const },
  ]
  const [received, sent] = matchDecisions(events, [{ at, outcome: 'offered' as const }])
  expect(received?.decision).toBeUndefined()
  expect(sent?.decision).toBeDefined()
})

test('attributes of a contact are sent only where one was changed, and keep what is not shown', () => {
  const lead = {
    contact: { first_name: 'Ana', last_name: 'Gil', emails: [], phones: ['600112233'] },
    attributes: { intent: 'buy', place: 'Centro', price_max: '300000', listing_id: 'x' },
  } as unknown as Parameters<typeof patchOf>[1]
  const values = contactOf(lead)
  expect(patchOf({ ...values, last_name: 'Ruiz' }, lead)).toEqual({ contact: { ...lead.contact, last_name: 'Ruiz' } })
  expect(patchOf({ ...values, place: '', price_min: 100 }, lead).attributes).toEqual({
    intent: 'buy',
    price_min: 100,
    price_max: '300000',
    listing_id: 'x',
  })
})
