import { useLingui } from '@lingui/react/macro'
import { NumberInput, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import type { Draft, Mistake } from './leadForm'

interface Props {
  draft: Draft
  onChange: (draft: Draft) => void
  mistakes: Mistake[]
}

const MOST = { name: 200, addresses: 2000, message: 4000 }

/** Who the person is, and how they are reached. */
export function Person({ draft, onChange, mistakes }: Props) {
  const { t } = useLingui()
  const nobody = mistakes.includes('nobody')
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t`First name`}
          value={draft.first}
          maxLength={MOST.name}
          onChange={(event) => onChange({ ...draft, first: event.currentTarget.value })}
          error={nobody && t`A first name, an e-mail or a phone is needed.`}
        />
        <TextInput
          label={t`Last name`}
          value={draft.last}
          maxLength={MOST.name}
          onChange={(event) => onChange({ ...draft, last: event.currentTarget.value })}
        />
        <TextInput
          label={t`E-mails`}
          description={t`Several with commas between them.`}
          inputMode="email"
          autoCapitalize="off"
          value={draft.emails}
          maxLength={MOST.addresses}
          onChange={(event) => onChange({ ...draft, emails: event.currentTarget.value })}
          error={mistakes.includes('email') && t`One of these is no e-mail address.`}
        />
        <TextInput
          label={t`Phones`}
          description={t`Several with commas between them.`}
          inputMode="tel"
          value={draft.phones}
          maxLength={MOST.addresses}
          onChange={(event) => onChange({ ...draft, phones: event.currentTarget.value })}
        />
      </SimpleGrid>
      <Textarea
        label={t`Message`}
        description={t`What the person wrote or said.`}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MOST.message}
        value={draft.message}
        onChange={(event) => onChange({ ...draft, message: event.currentTarget.value })}
      />
    </Stack>
  )
}

/** What the person is looking for. */
export function Wanted({ draft, onChange, mistakes }: Props) {
  const { t } = useLingui()
  const price = (value: string | number) => (typeof value === 'number' ? value : '')
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select
        label={t`Intent`}
        clearable
        value={draft.intent}
        onChange={(intent) => onChange({ ...draft, intent })}
        data={[
          { value: 'buy', label: t`Buy` },
          { value: 'sell', label: t`Sell` },
          { value: 'rent', label: t`Rent` },
          { value: 'let', label: t`Let` },
        ]}
      />
      <TextInput
        label={t`Property type`}
        value={draft.type}
        maxLength={MOST.name}
        onChange={(event) => onChange({ ...draft, type: event.currentTarget.value })}
      />
      <TextInput
        label={t`Place`}
        value={draft.place}
        maxLength={MOST.name}
        onChange={(event) => onChange({ ...draft, place: event.currentTarget.value })}
      />
      <SimpleGrid cols={2} spacing="xs">
        <NumberInput
          label={t`Price from`}
          min={0}
          hideControls
          thousandSeparator=" "
          value={draft.least}
          onChange={(value) => onChange({ ...draft, least: price(value) })}
          error={mistakes.includes('range') && t`More than “up to”.`}
        />
        <NumberInput
          label={t`Price up to`}
          min={0}
          hideControls
          thousandSeparator=" "
          value={draft.most}
          onChange={(value) => onChange({ ...draft, most: price(value) })}
        />
      </SimpleGrid>
    </SimpleGrid>
  )
}
