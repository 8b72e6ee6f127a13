import { useLingui } from '@lingui/react/macro'
import { NumberInput, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import type { GetInputProps } from '@mantine/form'
import type { LeadValues } from './leadForm'

interface Props {
  form: { getInputProps: GetInputProps<LeadValues> }
}

const MOST = { name: 200, addresses: 2000, message: 4000 }

/** Who the person is, and how they are reached. */
export function Person({ form }: Props) {
  const { t } = useLingui()
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t`First name`} maxLength={MOST.name} {...form.getInputProps('first_name')} />
        <TextInput label={t`Last name`} maxLength={MOST.name} {...form.getInputProps('last_name')} />
        <TextInput
          label={t`E-mails`}
          description={t`Several with commas between them.`}
          inputMode="email"
          autoCapitalize="off"
          maxLength={MOST.addresses}
          {...form.getInputProps('emails')}
        />
        <TextInput
          label={t`Phones`}
          description={t`Several with commas between them.`}
          inputMode="tel"
          maxLength={MOST.addresses}
          {...form.getInputProps('phones')}
        />
      </SimpleGrid>
      <Textarea
        label={t`Message`}
        description={t`What the person wrote or said.`}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MOST.message}
        {...form.getInputProps('message')}
      />
    </Stack>
  )
}

/** What the person is looking for. */
export function Wanted({ form }: Props) {
  const { t } = useLingui()
  const price = { min: 0, hideControls: true, thousandSeparator: ' ' }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select
        label={t`Intent`}
        clearable
        data={[
          { value: 'buy', label: t`Buy` },
          { value: 'sell', label: t`Sell` },
          { value: 'rent', label: t`Rent` },
          { value: 'let', label: t`Let` },
        ]}
        {...form.getInputProps('intent')}
      />
      <TextInput label={t`Property type`} maxLength={MOST.name} {...form.getInputProps('property_type')} />
      <TextInput label={t`Place`} maxLength={MOST.name} {...form.getInputProps('place')} />
      <SimpleGrid cols={2} spacing="xs">
        <NumberInput label={t`Price from`} {...price} {...form.getInputProps('price_min')} />
        <NumberInput label={t`Price up to`} {...price} {...form.getInputProps('price_max')} />
      </SimpleGrid>
    </SimpleGrid>
  )
}
