import { Badge, Button, Skeleton, Text } from '@mantine/core'
import { useState } from 'react'
import { Refused } from '@/api/client'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Later } from '@/ui/layout/Later'
import { LanguageSwitch } from '@/ui/layout/LanguageSwitch'
import { LoadError } from '@/ui/layout/LoadError'
import { Loaded } from '@/ui/layout/Loaded'
import { Quiet, Section } from '@/ui/layout/Page'
import { ThemeSwitch } from '@/ui/layout/ThemeSwitch'
import { Toggle } from '@/ui/layout/Toggle'
import { TeamLogo } from '@/ui/layout/TeamLogo'
import { Wordmark } from '@/ui/layout/Wordmark'
import { Avatar, Named } from '@/ui/members/Avatar'
import { Hours } from '@/ui/words/Hours'
import { Folder, Part } from './Sample'
import { query, ZONE } from './sample'

const MEMBERS = [
  'Ana Beltrán',
  'Bruno Cifuentes',
  'Carmen Dávila',
  'Óscar',
  'Elena Fuentes',
  'Marta Robles',
  'Hugo Lara',
]
const BUSY = new Refused('busy', 503, [], undefined)
const WEEK = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, from: '09:00', to: '18:00' }]

/** The frame of screens and their parts. */
export function Layout() {
  const [on, setOn] = useState(true)
  const toggle = () => setOn(!on)
  return (
    <Folder name="layout">
      <Part name="Section, Quiet" wide>
        <Section title="Agents" actions={<Badge variant="default">5</Badge>}>
          <Quiet action={<GoTo to="/">Invite a member</GoTo>}>Nobody is here yet.</Quiet>
        </Section>
      </Part>
      <Part name="Empty" wide>
        <Empty
          title="No leads yet"
          action={
            <GoTo to="/" variant="filled">
              Connect a source
            </GoTo>
          }
        >
          Leads appear here as soon as a source sends them.
        </Empty>
        <Empty title="Nothing to do" action={null} />
      </Part>
      <Part name="Loaded: loading, failed, loaded" wide>
        <Loaded query={query<string>(undefined)} height={48}>
          {(said) => said}
        </Loaded>
        <Loaded query={query<string>(undefined)} shape={<Skeleton h={20} w={200} />}>
          {(said) => said}
        </Loaded>
        <LoadError error={BUSY} again={() => undefined} />
        <Loaded query={query('Loaded')}>{(said) => <Text>{said}</Text>}</Loaded>
      </Part>
      <Part name="Later">
        <Later shape={<Skeleton h={20} w={200} />}>
          <Text>Drawn after what stands above it</Text>
        </Later>
      </Part>
      <Part name="GoTo">
        <GoTo to="/">Default</GoTo>
        <GoTo to="/" variant="filled">
          Filled
        </GoTo>
        <GoTo to="/" variant="light">
          Light
        </GoTo>
        <Button color="red.9">Destructive</Button>
        <Button disabled>Disabled</Button>
        <Button loading>Loading</Button>
      </Part>
      <Part name="Toggle">
        <Toggle on={on} onToggle={toggle} label="On" />
        <Toggle on={!on} onToggle={toggle} label="Off" />
        <Toggle on idle onToggle={toggle} label="On, without effect" />
        <Toggle on disabled onToggle={toggle} label="Disabled" />
      </Part>
      <Part name="Wordmark, TeamLogo">
        <Wordmark height={18} />
        <Wordmark height={34} />
        <TeamLogo tag="sample" height={32} />
        <img src="/icon.svg" alt="" width={64} height={64} />
      </Part>
      <Part name="Avatar, Named">
        {MEMBERS.map((name) => (
          <Avatar key={name} id={`agent_${name}`} name={name} size={36} />
        ))}
        <Named id="agent_ana" name="Ana Beltrán" />
      </Part>
      <Part name="LanguageSwitch, ThemeSwitch">
        <LanguageSwitch />
        <ThemeSwitch />
      </Part>
      <Part name="Hours" wide>
        <Hours windows={WEEK.map((one) => ({ ...one, days: [...one.days] }))} zone={ZONE} />
        <Hours windows={[]} zone={ZONE} />
      </Part>
    </Folder>
  )
}
