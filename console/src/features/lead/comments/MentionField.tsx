import { useLingui } from '@lingui/react/macro'
import { Combobox, Textarea, useCombobox } from '@mantine/core'
import { type SyntheticEvent, useRef, useState } from 'react'
import { insert, matching, type Person, type Token, tokenAt } from './mentions'

const MOST_SHOWN = 6
const LONGEST = 4000

interface Props {
  label: string
  people: readonly Person[]
  value: string
  onChange: (text: string) => void
  onPick: (person: Person) => void
}

/** A text area in which `@` suggests members. */
export function MentionField({ label, people, value, onChange, onPick }: Props) {
  const { t } = useLingui()
  const field = useRef<HTMLTextAreaElement>(null)
  const [token, setToken] = useState<Token | null>(null)
  const list = useCombobox({ onDropdownClose: () => setToken(null) })
  const found = token ? matching(people, token.query).slice(0, MOST_SHOWN) : []

  function look(text: string, caret: number) {
    const now = tokenAt(text, caret)
    const any = now && matching(people, now.query).length > 0
    setToken(any ? now : null)
    if (!any) return list.closeDropdown()
    list.openDropdown()
    list.resetSelectedOption()
    requestAnimationFrame(() => list.selectFirstOption())
  }
  function pick(id: string) {
    const person = people.find((one) => one.agent_id === id)
    if (!person || !token) return
    const after = insert(value, token, person.name)
    onChange(after.text)
    onPick(person)
    list.closeDropdown()
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(after.caret, after.caret)
    })
  }
  const moved = (event: SyntheticEvent<HTMLTextAreaElement>) => {
    const { value: text, selectionStart } = event.currentTarget
    const now = tokenAt(text, selectionStart)
    if (now?.from !== token?.from || now?.query !== token?.query) look(text, selectionStart)
  }

  return (
    <Combobox store={list} onOptionSubmit={pick} position="bottom-start" withinPortal={false}>
      <Combobox.Target withKeyboardNavigation={token !== null} autoComplete="off">
        <Textarea
          ref={field}
          aria-label={label}
          placeholder={t`A comment for the team. Write @ to tag somebody.`}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={LONGEST}
          value={value}
          onChange={(event) => {
            onChange(event.currentTarget.value)
            look(event.currentTarget.value, event.currentTarget.selectionStart)
          }}
          onClick={moved}
          onBlur={() => list.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={t`Members`}>
          {found.map((person) => (
            <Combobox.Option key={person.agent_id} value={person.agent_id}>
              {person.name}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
