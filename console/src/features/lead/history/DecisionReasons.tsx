import { Trans, useLingui } from '@lingui/react/macro'
import { Collapse, List, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@/ui/icons'
import { useId } from 'react'
import type { Shapes } from '@/api/client'
import { useDirectory } from '@/ui/words/useDirectory'

/** Why routing decided as it did, in sentences, folded under the question that people ask: "Why Ana?" */
export function DecisionReasons({ decision }: { decision: Shapes['Trace'] }) {
  const { i18n } = useLingui()
  const [open, { toggle }] = useDisclosure(false)
  const id = useId()
  const names = useDirectory()
  const [first, ...rest] = decision.agent_ids
  const name = first && rest.length === 0 ? (names.member(first).split(' ')[0] ?? '') : ''
  const Sign = open ? IconChevronDown : IconChevronRight
  return (
    <div>
      <UnstyledButton
        onClick={toggle}
        aria-expanded={open}
        aria-controls={id}
        mih={28}
        style={{ display: 'flex', alignItems: 'center', gap: 4, color: 'var(--mantine-color-anchor)' }}
      >
        <Sign size={16} aria-hidden />
        <Text span size="sm" fw={500}>
          <Question outcome={decision.outcome} name={name} />
        </Text>
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        <List size="sm" spacing={4} my={4} pr="md">
          {decision.sentences[i18n.locale as 'es' | 'en'].map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </Collapse>
    </div>
  )
}

function Question({ outcome, name }: { outcome: Shapes['Trace']['outcome']; name: string }) {
  if (outcome === 'pooled') return <Trans>Why the pool?</Trans>
  return name ? <Trans>Why {name}?</Trans> : <Trans>Why them?</Trans>
}
