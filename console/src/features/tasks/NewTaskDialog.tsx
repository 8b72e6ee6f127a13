import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Loader, Modal, Select, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { leadSearchQuery } from '@/api/queries/leads'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { newTask, taskBody, TaskFields, type TaskValues } from '@/ui/tasks/TaskFields'
import { fullName } from '@/ui/words/names'

const TYPED_MILLISECONDS = 300

/** Makes a task on a lead that is looked for. */
export function NewTaskDialog({ zone, onClose }: { zone: string; onClose: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const [lead, setLead] = useState<string | null>(null)
  const form = useForm<TaskValues>({ initialValues: newTask(zone) })
  const make = useApiMutation(
    (sent: Shapes['TaskBody']) =>
      body(api.POST('/leads/{lead_id}/tasks', { params: { path: { lead_id: lead ?? '' } }, body: sent })),
    {
      touches: TOUCHED.tasks,
      success: t`Task set.`,
      onSuccess: onClose,
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  const sent = taskBody(form.values, zone)
  return (
    <Modal opened onClose={onClose} title={t`New task`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        onSubmit={form.onSubmit(() => {
          if (lead && sent) make.mutate(sent)
        })}
      >
        <Stack>
          <LeadSelect value={lead} onChange={setLead} />
          <TaskFields form={form} zone={zone} leadId={lead} />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={make.isPending} disabled={!lead || !sent}>
              <Trans>Set the task</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** Looks for an open lead on which one may make tasks. */
function LeadSelect({ value, onChange }: { value: string | null; onChange: (lead: string | null) => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const [sought, setSought] = useState('')
  const [q] = useDebouncedValue(sought.trim(), TYPED_MILLISECONDS)
  const search = useQuery({ ...leadSearchQuery(api, q), enabled: q.length > 1 })
  const found = (search.data?.items ?? []).filter((one) => one.may.includes('add_task'))
  const options = found.map((one) => ({
    value: one.lead_id,
    label: [fullName(one.contact) || t`Without a name`, one.source_title].filter(Boolean).join(' · '),
  }))
  return (
    <Select
      label={t`Lead`}
      placeholder={t`Name, e-mail or phone`}
      searchable
      data={options}
      filter={({ options: all }) => all}
      nothingFoundMessage={q.length > 1 && !search.isFetching ? t`No open lead found.` : undefined}
      rightSection={search.isFetching ? <Loader size="xs" /> : undefined}
      value={value}
      onChange={onChange}
      onSearchChange={setSought}
    />
  )
}
