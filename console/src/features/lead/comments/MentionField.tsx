import { useLingui } from '@lingui/react/macro'
import { Combobox, Textarea, useCombobox } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { insert, matching, type Person, type Token, tokenAt } from './mentions'

const MOST_SHOWN = 6
const LONGEST = 4000

interface Props {
  label: string
  people: readonly Person[]
  value: string
  onChange: (text: string) => void
  onPick: (person: Person) => void
  /** What is wrong with it. */
  error?: ReactNode
  /** How many lines it has at least. */
  rows?: number
}

/** A text area in which `@` suggests members. */
export function MentionField({ label, people, value, onChange, onPick, error, rows = 2 }: Props) {
  const { t } = useLingui()
  const field = useRef<HTMLTextAreaElement>(null)
  const [token, setToken] = useState<Token | null>(null)
  const found = token ? matching(people, token.query).slice(0, MOST_SHOWN) : []
  const suggests = found.length > 0
  const dismiss = () => setToken(null)
  // The token alone decides, so that suggestions also open when the people are read after it was typed.
  const list = useCombobox({ opened: suggests, onDropdownClose: dismiss })
  const { resetSelectedOption, selectFirstOption } = list
  const shown = found.map((person) => person.agent_id).join()
  useEffect(() => {
    if (!shown) return
    resetSelectedOption()
    const frame = requestAnimationFrame(() => selectFirstOption())
    return () => cancelAnimationFrame(frame)
  }, [token, shown, resetSelectedOption, selectFirstOption])

  const look = (text: string, caret: number) => setToken(tokenAt(text, caret))
  function pick(id: string) {
    const person = people.find((one) => one.agent_id === id)
    if (!person || !token) return
    const after = insert(value, token, person.name)
    onChange(after.text)
    onPick(person)
    dismiss()
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
    <Combobox store={list} onOptionSubmit={pick} position="top-start" withinPortal={false}>
      <Combobox.Target withKeyboardNavigation={suggests} autoComplete="off">
        <Textarea
          ref={field}
          aria-label={label}
          placeholder={rows > 1 ? t`A comment for the team. Write @ to tag somebody.` : t`A comment for the team.`}
          autosize
          minRows={rows}
          maxRows={10}
          maxLength={LONGEST}
          value={value}
          error={error}
          onChange={(event) => {
            onChange(event.currentTarget.value)
            look(event.currentTarget.value, event.currentTarget.selectionStart)
          }}
          onClick={moved}
          onKeyDown={(event: KeyboardEvent) => event.key === 'Escape' && dismiss()}
          onBlur={dismiss}
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
