import { Box, Text } from '@mantine/core'
import { Countdown } from '@/ui/leads/Countdown'
import { Counted } from '@/ui/leads/Counted'
import { Item, Items } from '@/ui/leads/Item'
import { LeadFacts } from '@/ui/leads/LeadFacts'
import { RawDelivery } from '@/ui/leads/RawDelivery'
import { StateBadge } from '@/ui/leads/StateBadge'
import { TaskCheckbox } from '@/ui/tasks/TaskCheckbox'
import { Folder, Part } from './Sample'
import { inMinutes } from './sample'

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
const LONG = 'María de los Ángeles Fernández de Córdoba y Álvarez de Toledo'

/** What is shown of leads. */
export function Leads() {
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
      <Part name="TaskCheckbox">
        <TaskCheckbox leadId="lead_1" taskId="t1" what="Enviar el plano" done={false} may={['finish']} />
        <TaskCheckbox leadId="lead_1" taskId="t2" what="Llamar" done may={['reopen']} />
        <TaskCheckbox leadId="lead_1" taskId="t3" what="Pedir la nota simple" done may={[]} />
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
