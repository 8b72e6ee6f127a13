import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { amount } from '@/lib/locale'
import { Named } from '@/ui/members/Avatar'
import { Bar } from './Bar'
import classes from './Bar.module.css'

export interface Load {
  agentId: string
  name: string
  open: number
  claimed: number
  missed: number
}

/** Each agent's load as figures with bars, each column from 0 to its highest; whoever has most open leads comes first. */
export function LoadTable({ loads, title }: { loads: Load[]; title: string }) {
  const { t } = useLingui()
  const columns = [
    { key: 'open', label: t`Open now`, tone: 'open' },
    { key: 'claimed', label: t`Claimed`, tone: 'done' },
    { key: 'missed', label: t`Missed`, tone: 'missed' },
  ] as const
  const most = (key: (typeof columns)[number]['key']) => Math.max(1, ...loads.map((one) => one[key]))
  const rows = loads.toSorted((a, b) => b.open - a.open || b.claimed - a.claimed || a.name.localeCompare(b.name))
  return (
    <table className={classes.cells} aria-label={title}>
      <thead>
        <tr>
          <th scope="col" style={{ width: '40%' }}>
            <Trans>Agent</Trans>
          </th>
          {columns.map(({ key, label }) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.agentId}>
            <th scope="row">
              <Named id={one.agentId} name={one.name}>
                <Anchor
                  inherit
                  renderRoot={(props) => <Link to="/agents/$agentId" params={{ agentId: one.agentId }} {...props} />}
                >
                  {one.name}
                </Anchor>
              </Named>
            </th>
            {columns.map(({ key, tone }) => (
              <td key={key} className="tabular" style={{ width: '20%' }}>
                {amount(one[key])}
                <Bar share={one[key] / most(key)} tone={tone} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
