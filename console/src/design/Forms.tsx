import { Checkbox, Group, Paper, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Shapes } from '@/api/client'
import { AbsenceForm } from '@/ui/absences/AbsenceForm'
import { Absences } from '@/ui/absences/Absences'
import { type Quiet, QuietHoursField } from '@/ui/absences/QuietHoursField'
import { CloseReasonSelect } from '@/ui/forms/CloseReasonSelect'
import { Dates } from '@/ui/forms/Dates'
import { DayField } from '@/ui/forms/DayField'
import { LimitsForm } from '@/ui/forms/LimitsForm'
import { MomentField } from '@/ui/forms/MomentField'
import { PauseForm } from '@/ui/forms/PauseForm'
import { RecipientSelect } from '@/ui/forms/RecipientSelect'
import { MemberSelect, RouteSelect, SourceSelect } from '@/ui/forms/selects'
import { WindowsField } from '@/ui/forms/WindowsField'
import { ComingDates } from '@/ui/holidays/ComingDates'
import { HolidaysField } from '@/ui/holidays/HolidaysField'
import { AppointmentPicker } from '@/ui/tasks/AppointmentPicker'
import { Folder, Part } from './Sample'
import { inMinutes, ZONE } from './sample'

const NIGHT: Shapes['Window'][] = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' },
  { days: ['sat'], from: '22:00', to: '02:00' },
  { days: ['sun'], from: '00:00', to: '24:00' },
]
const LIMITS: Shapes['Limits'] = { per_day: 5, per_week: 3, per_month: null, open: null }
const ABSENCE: Shapes['Absence'] = {
  absence_id: 'absence_one',
  side: 'own',
  from: inMinutes(60),
  until: inMinutes(6_000),
  reason: 'Congreso',
  cover: 'agent_bruno',
  by: 'agent_ana',
  at: inMinutes(-60),
}
const DATES = [
  { name: 'Navidad', date: '2026-12-25' },
  { name: 'Año Nuevo', date: '2027-01-01' },
]
const send = () => new Promise<never>(() => undefined)

/** Fields and whole forms. */
export function Forms() {
  const [windows, setWindows] = useState(NIGHT)
  const [quiet, setQuiet] = useState<Quiet>({ from: '21:00', to: '08:00' })
  const [holidays, setHolidays] = useState({ country: 'ES', region: '', names: [] as string[], observed: true })
  return (
    <Folder name="forms">
      <Part name="TextInput" wide>
        <Group align="start">
          <TextInput label="Name" defaultValue="Julia" />
          <TextInput label="Name" placeholder="Placeholder" description="A description" />
          <TextInput label="Name" error="Something is wrong" defaultValue="?" />
          <TextInput label="Name" disabled defaultValue="Disabled" />
        </Group>
        <Group>
          <Checkbox label="Off" />
          <Checkbox label="On" defaultChecked />
          <Checkbox label="Disabled" disabled defaultChecked />
          <Radio label="Radio" name="radio" defaultChecked />
        </Group>
      </Part>
      <Part name="MemberSelect, SourceSelect, RouteSelect, Dates, DayField" wide>
        <Group align="end">
          <MemberSelect label="Member" defaultValue="agent_ana" />
          <SourceSelect label="Source" placeholder="Any" />
          <RouteSelect label="Route" placeholder="Any" error="Choose a route" />
          <Dates>
            <DayField label="Day" placeholder="Choose" value="" onChange={() => undefined} />
          </Dates>
        </Group>
      </Part>
      <Part name="MomentField, AppointmentPicker, CloseReasonSelect" wide>
        <Group align="end">
          <MomentField label="From" defaultValue="2026-12-24 09:00:00" fromTodayIn={ZONE} />
          <MomentField label="Until" error="It must be later." clearable />
          <AppointmentPicker zone={ZONE} value={null} onChange={() => undefined} />
          <CloseReasonSelect outcome="lost" />
        </Group>
      </Part>
      <Part name="WindowsField" wide>
        <WindowsField label="Working hours" windows={windows} zone={ZONE} onChange={setWindows} none="Always" />
        <WindowsField label="No window" windows={[]} zone={ZONE} onChange={setWindows} none="Always" disabled />
      </Part>
      <Part name="LimitsForm" wide>
        <Paper withBorder p="md" maw={480}>
          <LimitsForm limits={LIMITS} send={send} />
        </Paper>
      </Part>
      <Part name="PauseForm" wide>
        <Paper withBorder p="md" maw={480}>
          <PauseForm zone={ZONE} send={send} />
        </Paper>
      </Part>
      <Part name="RecipientSelect">
        <RecipientSelect label="Member" warnings={(id) => (id === 'agent_ana' ? ['Ausente'] : [])} />
      </Part>
      <Part name="Absences, AbsenceForm" wide>
        <Absences
          absences={[ABSENCE]}
          agentId="agent_ana"
          side="own"
          zone={ZONE}
          about="When you are away."
          add={send}
          change={send}
          remove={send}
        />
        <Paper withBorder p="md" maw={480}>
          <AbsenceForm agentId="agent_ana" zone={ZONE} send={send} onDone={send} />
        </Paper>
      </Part>
      <Part name="QuietHoursField">
        <QuietHoursField quiet={quiet} onChange={setQuiet} />
      </Part>
      <Part name="HolidaysField, ComingDates" wide>
        <HolidaysField holidays={holidays} onChange={setHolidays} error={null} />
        <ComingDates items={DATES} />
      </Part>
    </Folder>
  )
}
