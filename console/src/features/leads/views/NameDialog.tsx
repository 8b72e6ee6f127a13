import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { supervises, useMe } from '@/api/context'

export interface Named {
  name: string
  team: boolean
}
interface Props {
  title: string
  initial: Named
  saving: boolean
  onSave: (named: Named) => void
  onClose: () => void
}

const LONGEST = 60

/** Ask for a view's name, and whose it is to be. */
export function NameDialog({ title, initial, saving, onSave, onClose }: Props) {
  const { t } = useLingui()
  const { data: me } = useMe()
  const team = me?.team.name
  const form = useForm<Named>({ initialValues: initial })
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t`Close this` }}>
      <form onSubmit={form.onSubmit(({ name, team: shared }) => onSave({ name: name.trim(), team: shared }))}>
        <Stack>
          <TextInput label={t`Name`} required maxLength={LONGEST} data-autofocus {...form.getInputProps('name')} />
          {supervises(me) && (
            <Checkbox
              label={team ? t`For everybody in ${team}` : t`For the whole team`}
              {...form.getInputProps('team', { type: 'checkbox' })}
            />
          )}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={saving} disabled={!form.values.name.trim()}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
