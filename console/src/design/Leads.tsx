import { Box, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Shapes } from '@/api/client'
import { Countdown } from '@/ui/leads/Countdown'
import { Counted } from '@/ui/leads/Counted'
import { Item, Items } from '@/ui/leads/Item'
import { LeadFacts } from '@/ui/leads/LeadFacts'
import { RawDelivery } from '@/ui/leads/RawDelivery'
import { StateBadge } from '@/ui/leads/StateBadge'
import { Marks, Urgency } from '@/ui/leads/Urgency'
import { RemoveSamples } from '@/ui/samples/RemoveSamples'
import { SampleBadge } from '@/ui/samples/SampleBadge'
import { ShowSamples } from '@/ui/samples/ShowSamples'
import { TaskCheckbox } from '@/ui/tasks/TaskCheckbox'
import { TaskFields, type TaskValues } from '@/ui/tasks/TaskFields'
import { TaskMenu } from '@/ui/tasks/TaskMenu'
import { TaskRow } from '@/ui/tasks/TaskRow'
import { Folder, Part } from './Sample'
import { inMinutes, ZONE } from './sample'

const STATES = ['unrouted', 'offered', 'owned', 'pooled', 'closed'] as const
const DELIVERY = {
  at: inMinutes(-3),
  delivery_id: 'one',
  id_reused: false,
  outcome: 'accepted' as const,
  repeat: false,
  source_id: 'source_web',
}
const SENT = { name: 'delivery' as const, content_type: 'text/plain', cut: false, shared: false, size: 42 }
const WAITING: Shapes['OpenConversation'] = {
  lead_id: 'lead_1',
  name: 'Julia Ortega',
  source_title: 'Web de la agencia',
  opened_at: inMinutes(-200),
  waiting_since: inMinutes(-90),
  level: 'warn',
  attention: false,
}
const TASK: Shapes['Task'] = {
  task_id: 't1',
  lead_id: 'lead_1',
  lead_name: 'Julia Ortega',
  kind: 'task',
  text: 'Enviar el plano',
  body: 'Enviar el plano',
  state: 'open',
  assignee: 'agent_ana',
  by: 'agent_bruno',
  at: inMinutes(-90),
  due_at: inMinutes(-10),
  may: ['finish', 'edit', 'delete'],
}
const LONG = 'María de los Ángeles Fernández de Córdoba y Álvarez de Toledo'

/** What is shown of leads. */
export function Leads() {
  const form = useForm<TaskValues>({ initialValues: { text: '', due_at: null, assignee: null } })
  return (
    <Folder name="leads">
      <Part name="Countdown" wide>
        {[9, 0.5, -1].map((minutes) => (
          <Box key={minutes} maw={320}>
            <Countdown from={inMinutes(-3)} deadline={inMinutes(minutes)} />
          </Box>
        ))}
      </Part>
      <Part name="Counted">
        <Counted count={3} shown={3} />
        <Counted count={1240} shown={8} />
      </Part>
      <Part name="Item" wide>
        <Items>
          <Item leadId="lead_1" name="Julia Ortega" about={['Web de la agencia', 'Compras en Chamberí']}>
            <Text size="sm" flex="none">
              7 min
            </Text>
          </Item>
          <Item leadId="lead_2" name={LONG} about={[undefined, 'Web de la agencia']}>
            <Text size="sm" flex="none">
              3 d
            </Text>
          </Item>
          <Item leadId="lead_3" name="" about={[]}>
            <Text size="sm" flex="none">
              1 h
            </Text>
          </Item>
        </Items>
      </Part>
      <Part name="LeadFacts" wide>
        <LeadFacts attributes={{ intent: 'buy', property_type: 'Piso', place: 'Chamberí', price_max: 350_000 }} />
        <LeadFacts attributes={{ intent: 'rent', postcode: '28010', price_min: 900, price_max: 1_400 }} />
      </Part>
      <Part name="StateBadge">
        {STATES.map((state) => (
          <StateBadge key={state} state={state} />
        ))}
        {STATES.map((state) => (
          <StateBadge key={state} state={state} size="lg" />
        ))}
      </Part>
      <Part name="SampleBadge, ShowSamples, RemoveSamples">
        <SampleBadge />
        <SampleBadge size="lg" />
        <ShowSamples />
        <RemoveSamples />
      </Part>
      <Part name="TaskCheckbox">
        <TaskCheckbox leadId="lead_1" taskId="t1" what="Enviar el plano" done={false} may={['finish']} />
        <TaskCheckbox leadId="lead_1" taskId="t2" what="Llamar" done may={['reopen']} />
        <TaskCheckbox leadId="lead_1" taskId="t3" what="Pedir la nota simple" done may={[]} />
      </Part>
      <Part name="Urgency, Marks">
        <Urgency one={WAITING} />
        <Marks one={WAITING} />
        <Marks one={{ ...WAITING, level: 'attention', idle_since: inMinutes(-120) }} />
      </Part>
      <Part name="TaskRow, TaskMenu" wide>
        <TaskRow task={TASK} zone={ZONE} />
        <TaskRow task={{ ...TASK, state: 'done', done_at: inMinutes(-1), done_by: 'agent_ana' }} zone={ZONE} onLead />
        <TaskMenu task={TASK} zone={ZONE} />
      </Part>
      <Part name="TaskFields" wide>
        <TaskFields form={form} zone={ZONE} />
      </Part>
      <Part name="RawDelivery" wide>
        <RawDelivery
          delivery={{ ...DELIVERY, parts: [{ ...SENT, text: 'Nombre: Ana Beltrán\nTeléfono: 600 11 22 33' }] }}
        />
        <RawDelivery delivery={{ ...DELIVERY, parts: [] }} />
      </Part>
    </Folder>
  )
}
