import { SimpleGrid } from '@mantine/core'
import { useState } from 'react'
import { Bar } from '@/ui/charts/Bar'
import { Chart } from '@/ui/charts/Chart'
import { ChartSection } from '@/ui/charts/ChartSection'
import { DataTable } from '@/ui/charts/DataTable'
import { Figure } from '@/ui/charts/Figure'
import { Heatmap, type HeatCell, type Tone } from '@/ui/charts/Heatmap'
import { Legend } from '@/ui/charts/Legend'
import { LoadTable } from '@/ui/charts/LoadTable'
import Plot from '@/ui/charts/Plot'
import type { Series } from '@/ui/charts/series'
import { Sparkline } from '@/ui/charts/Sparkline'
import { type View, ViewSwitch } from '@/ui/charts/ViewSwitch'
import { Folder, Part } from './Sample'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const SERIES: Series[] = [
  { label: 'Received', values: [4, 8, 6, 9, 12, undefined, 3], as: 'columns' },
  { label: 'Claimed', values: [3, 6, 6, 7, 10, undefined, 2], as: 'line' },
]
const SPEEDS: Series[] = [
  { label: 'Half within', values: [90, 240, 120, 60, 300, undefined, 45], as: 'line' },
  { label: 'Nine of ten within', values: [400, 900, 600, 300, 1200, undefined, 240], as: 'line' },
]
const TARGET = { label: 'Target', value: 300 }
const TONES: Tone[] = [0, 1, 2, 3, 4, 5, 'quiet', 'warning', 'alarm', 'level-1', 'level-2', 'level-3', 'level-4']
const LOADS = [
  { agentId: 'agent_ana', name: 'Ana Beltrán', open: 12, claimed: 30, missed: 2 },
  { agentId: 'agent_bruno', name: 'Bruno Cifuentes', open: 3, claimed: 9, missed: 7 },
]
const frameOf = (place: number): HeatCell['frame'] => (place === 0 ? 'dashed' : place === 1 ? 'dotted' : undefined)

/** Figures, and what draws them. */
export function Charts() {
  const [view, setView] = useState<View>('chart')
  return (
    <Folder name="charts">
      <Part name="Figure">
        <SimpleGrid cols={{ base: 2, sm: 4 }} component="dl" m={0}>
          <Figure label="Received" value={128} />
          <Figure label="Claimed" value="87 %">
            of those offered
          </Figure>
          <Figure label="None" value="—" />
          <Figure label="Over a week" value={42}>
            <Sparkline values={[4, 8, undefined, 9, 12, 2, 3]} />
          </Figure>
        </SimpleGrid>
      </Part>
      <Part name="Bar" wide>
        {(['open', 'done', 'missed'] as const).map((tone, place) => (
          <Bar key={tone} tone={tone} share={(place + 1) / 3} />
        ))}
      </Part>
      <Part name="Chart" wide>
        <Chart title="Leads by day" names={DAYS} axis="Day" series={SERIES} says="Friday brought the most." />
        <Chart
          title="Speed"
          names={DAYS}
          axis="Day"
          series={SPEEDS}
          measure="time"
          target={TARGET}
          note="Working hours."
        />
      </Part>
      <Part name="ChartSection, DataTable" wide>
        <ChartSection
          title="Hours"
          chart={<Legend series={SERIES} target={TARGET} />}
          table={<DataTable title="Hours" columns={['Day', 'Leads']} rows={[{ name: 'Mon', cells: ['4'] }]} />}
        />
      </Part>
      <Part name="ViewSwitch">
        <ViewSwitch title="Hours" view={view} onChange={setView} />
      </Part>
      <Part name="Plot without values" wide>
        <Plot label="Nothing" names={[]} series={[]} measure="count" format={String} height={80} />
      </Part>
      <Part name="LoadTable" wide>
        <LoadTable title="Load" loads={LOADS} />
      </Part>
      <Part name="Heatmap" wide>
        <Heatmap
          label="Tones"
          corner="Tone"
          rows={['', 'open'].map((key) => ({ key, label: key || 'plain' }))}
          columns={TONES.map((tone) => ({ key: String(tone), label: String(tone).slice(-2), name: String(tone) }))}
          cell={(row, column) => ({
            name: `${TONES[column]}${row ? ', opens' : ''}`,
            text: String(column),
            tone: TONES[column] as Tone,
            opens: row === 1,
            frame: row === 1 ? frameOf(column) : undefined,
          })}
          hint="Move over a cell to read it."
        />
      </Part>
    </Folder>
  )
}
