import { Trans, useLingui } from '@lingui/react/macro'
import { Autocomplete, Button, CloseButton, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { ATTRIBUTES, type ConditionValues, OPS } from '../editor/routeForm'
import { useRouteFormContext } from '../editor/RouteFormContext'
import { FieldError } from './FieldError'

/** What the route asks of a lead beyond its source: all of it must hold. */
export function ConditionsField() {
  const form = useRouteFormContext()
  const { conditions } = form.values
  const put = (place: number, condition: ConditionValues) =>
    form.setFieldValue(
      'conditions',
      conditions.map((one, at) => (at === place ? condition : one)),
    )
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        <Trans>The route takes only leads that meet all of these conditions.</Trans>
      </Text>
      {conditions.map((condition, place) => (
        <OneCondition
          // Conditions have no ids, so their index is the key.
          key={place}
          number={place + 1}
          condition={condition}
          onChange={(changed) => put(place, changed)}
          onRemove={() =>
            form.setFieldValue(
              'conditions',
              conditions.filter((_, at) => at !== place),
            )
          }
        />
      ))}
      <FieldError>{form.errors.conditions}</FieldError>
      <Group>
        <Button
          variant="light"
          size="compact-sm"
          onClick={() => form.setFieldValue('conditions', [...conditions, { field: '', op: 'eq', values: [''] }])}
        >
          <Trans>Add a condition</Trans>
        </Button>
      </Group>
    </Stack>
  )
}

interface OneProps {
  number: number
  condition: ConditionValues
  onChange: (condition: ConditionValues) => void
  onRemove: () => void
}

function OneCondition({ number, condition, onChange, onRemove }: OneProps) {
  const { t } = useLingui()
  const labels: Record<ConditionValues['op'], string> = {
    eq: t`is`,
    ne: t`is not`,
    in: t`is one of`,
    contains: t`contains`,
    gte: t`is at least`,
    lt: t`is less than`,
    exists: t`is given`,
  }
  return (
    <Group gap="xs" role="group" aria-label={t`Condition ${number}`} align="start">
      <Autocomplete
        aria-label={t`Attribute`}
        placeholder={t`Attribute`}
        data={ATTRIBUTES}
        maxLength={60}
        value={condition.field}
        onChange={(field) => onChange({ ...condition, field })}
        w={150}
      />
      <Select
        aria-label={t`Comparison`}
        allowDeselect={false}
        data={OPS.map((op) => ({ value: op, label: labels[op] }))}
        value={condition.op}
        onChange={(chosen) => onChange(withOp(condition, (chosen ?? condition.op) as ConditionValues['op']))}
        w={140}
      />
      <ValueField condition={condition} onChange={onChange} />
      <CloseButton size="lg" aria-label={t`Remove condition ${number}`} onClick={onRemove} />
    </Group>
  )
}

/** A list keeps its first value where one value is asked for; being given is yes or no. */
function withOp(condition: ConditionValues, op: ConditionValues['op']): ConditionValues {
  if (op === 'exists') return { ...condition, op, values: ['true'] }
  const kept = condition.op === 'exists' ? [] : condition.values
  if (op === 'in') return { ...condition, op, values: kept.filter(Boolean) }
  return { ...condition, op, values: [kept[0] ?? ''] }
}

function ValueField({ condition, onChange }: Pick<OneProps, 'condition' | 'onChange'>) {
  const { t } = useLingui()
  const common = { 'aria-label': t`Value`, flex: 1, miw: 120 }
  const first = condition.values[0] ?? ''
  if (condition.op === 'exists')
    return (
      <Select
        {...common}
        allowDeselect={false}
        data={[
          { value: 'true', label: t`Yes` },
          { value: 'false', label: t`No` },
        ]}
        value={first}
        onChange={(value) => onChange({ ...condition, values: [value ?? 'true'] })}
      />
    )
  if (condition.op === 'in')
    return (
      <TagsInput
        {...common}
        placeholder={t`Write a value and press Enter`}
        value={condition.values}
        onChange={(values) => onChange({ ...condition, values })}
        acceptValueOnBlur
      />
    )
  return (
    <TextInput
      {...common}
      placeholder={t`Value`}
      maxLength={200}
      value={first}
      onChange={(event) => onChange({ ...condition, values: [event.currentTarget.value] })}
    />
  )
}
