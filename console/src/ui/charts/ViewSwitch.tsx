import { useLingui } from '@lingui/react/macro'
import { useId } from 'react'
import classes from './ViewSwitch.module.css'

export type View = 'chart' | 'table'

interface Props {
  /** Of the chart. */
  title: string
  view: View
  onChange: (view: View) => void
}

/** Whether a chart is seen, or its table. Mantine's switch measures itself while it is drawn, once for every chart. */
export function ViewSwitch({ title, view, onChange }: Props) {
  const { t } = useLingui()
  const name = useId()
  const views: [View, string][] = [
    ['chart', t`Chart`],
    ['table', t`Table`],
  ]
  return (
    <div role="radiogroup" aria-label={t`${title}: chart or table`} className={classes.switch}>
      {views.map(([value, label]) => (
        <label key={value} className={classes.choice}>
          <input type="radio" name={name} checked={value === view} onChange={() => onChange(value)} />
          {label}
        </label>
      ))}
    </div>
  )
}
