import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, MultiSelect, SegmentedControl, Stack, Switch, TextInput } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useState } from 'react'
import { Dates, useCalendarWords } from '@/ui/forms/Dates'
import { MomentField } from '@/ui/forms/MomentField'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useDirectory } from '@/ui/words/useDirectory'
import {
  minutesBetween,
  minutesLater,
  type Rota,
  type Scope,
  type ShiftValues,
  type Time,
  valuesOf,
  withChanged,
  withNew,
  without,
} from './rota'
import { useSaveRota } from './useRota'

interface Props {
  rota: Rota
  /** The agents of the route, of whom a shift chooses. */
  agents: string[]
  day: string
  /** The time that is edited; none makes a new shift. */
  time: Time | null
  onClose: () => void
}

type ShiftForm = UseFormReturnType<ShiftValues>

/** Makes a shift, edits or deletes one; of a weekly one either one time or all from it on. */
export function ShiftDialog({ rota, agents, day, time, onClose }: Props) {
  const { t } = useLingui()
  const form = useForm<ShiftValues>({ initialValues: valuesOf(time, day) })
  const [scope, setScope] = useState<Scope>('one')
  const repeats = Boolean(time?.shift.repeat)
  const onError = useServerErrors(form, Object.keys(form.values))
  const save = useSaveRota(rota, { success: t`The shift is saved.`, onDone: onClose, onError })
  const remove = useSaveRota(rota, { success: t`The shift is deleted.`, onDone: onClose })
  const { from, to, agent_ids } = form.values
  const backwards = to <= from
  const submit = (values: ShiftValues) =>
    save.mutate({
      shifts: time ? withChanged(rota.shifts, time, values, scope) : withNew(rota.shifts, values),
    })
  return (
    <Modal
      opened
      onClose={onClose}
      title={time ? t`Edit the shift` : t`New shift`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form onSubmit={form.onSubmit(submit)}>
        <Stack>
          {repeats && (
            <SegmentedControl
              fullWidth
              aria-label={t`What changes`}
              value={scope}
              onChange={(value) => setScope(value === 'later' ? 'later' : 'one')}
              data={[
                { value: 'one', label: t`Only this time` },
                { value: 'later', label: t`From here on` },
              ]}
            />
          )}
          <Fields form={form} agents={agents} backwards={backwards} weekly={!repeats || scope === 'later'} />
          <Group justify="space-between">
            {time ? (
              <Button
                variant="default"
                loading={remove.isPending}
                onClick={() => remove.mutate({ shifts: without(rota.shifts, time, scope) })}
              >
                <Trans>Delete</Trans>
              </Button>
            ) : (
              <Button variant="default" onClick={onClose}>
                <Trans>Cancel</Trans>
              </Button>
            )}
            <Button type="submit" loading={save.isPending} disabled={backwards || agent_ids.length === 0}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface FieldsProps {
  form: ShiftForm
  agents: string[]
  backwards: boolean
  /** Whether it may be said that it comes every week. */
  weekly: boolean
}

function Fields({ form, agents, backwards, weekly }: FieldsProps) {
  const { t } = useLingui()
  const names = useDirectory()
  const calendar = useCalendarWords()
  const { from, to } = form.values
  const end = backwards ? t`The end is before the beginning.` : form.errors.to
  function begin(chosen: string | null) {
    if (!chosen) return
    const length = Math.max(minutesBetween(from, to), 0)
    form.setFieldValue('from', minutesLater(chosen, 0))
    form.setFieldValue('to', minutesLater(chosen, length))
  }
  return (
    <>
      <Group grow align="start">
        <MomentField label={t`From`} value={from.replace('T', ' ')} onChange={begin} error={form.errors.from} />
        <MomentField
          label={t`Until`}
          value={to.replace('T', ' ')}
          onChange={(chosen) => chosen && form.setFieldValue('to', minutesLater(chosen, 0))}
          error={end}
        />
      </Group>
      <MultiSelect
        label={t`Agents`}
        placeholder={form.values.agent_ids.length === 0 ? t`Who is on this shift` : ''}
        searchable
        hidePickedOptions
        data={agents.map((id) => ({ value: id, label: names.member(id) }))}
        {...form.getInputProps('agent_ids')}
      />
      <TextInput label={t`Name`} placeholder={t`Open house`} maxLength={60} {...form.getInputProps('title')} />
      {weekly && (
        <>
          <Switch label={t`Every week`} {...form.getInputProps('weekly', { type: 'checkbox' })} />
          {form.values.weekly && (
            <Dates>
              <DatePickerInput
                {...calendar}
                label={t`Last day`}
                placeholder={t`Without end`}
                clearable
                minDate={from.slice(0, 10)}
                {...form.getInputProps('until')}
              />
            </Dates>
          )}
        </>
      )}
    </>
  )
}
