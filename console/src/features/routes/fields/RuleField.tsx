import { useLingui } from '@lingui/react/macro'
import { Select, Stack, Switch, Text } from '@mantine/core'
import { MEANINGS, type Rule, RULES } from '@/ui/words/rules'
import { isWeighted } from '../editor/routeForm'
import { useRouteFormContext } from '../editor/RouteFormContext'
import { shared } from '../editor/shares'

/** `fair_share` is shown as a switch on the weighted rule. */
const OFFERED: Rule[] = ['round_robin', 'random', 'weighted_random', 'least_loaded', 'jump_ball', 'assign_to_agent']

/** How the route picks among its agents, with what that means. */
export function RuleField() {
  const form = useRouteFormContext()
  const { t, i18n } = useLingui()
  const choose = (rule: Rule) => {
    form.setFieldValue('rule', rule)
    if (isWeighted(rule) && form.values.seats.length > 0) form.setFieldValue('seats', shared(form.values.seats))
  }
  const shown = form.values.rule === 'fair_share' ? 'weighted_random' : form.values.rule
  return (
    <Stack gap="xs">
      <Select
        label={t`Rule`}
        allowDeselect={false}
        data={OFFERED.map((rule) => ({ value: rule, label: i18n._(RULES[rule]) }))}
        value={shown}
        onChange={(chosen) => choose((chosen ?? form.values.rule) as Rule)}
        error={form.errors.rule}
        aria-describedby="rule-means"
        maw={360}
      />
      <Text size="sm" id="rule-means" aria-live="polite">
        {i18n._(MEANINGS[form.values.rule])}
      </Text>
      {isWeighted(form.values.rule) && (
        <Switch
          label={t`Exact percentages`}
          description={t`Follow the percentages exactly instead of choosing at random.`}
          checked={form.values.rule === 'fair_share'}
          onChange={(event) =>
            form.setFieldValue('rule', event.currentTarget.checked ? 'fair_share' : 'weighted_random')
          }
        />
      )}
    </Stack>
  )
}
