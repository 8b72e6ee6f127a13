import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Group, Menu, ScrollArea } from '@mantine/core'
import { IconBookmarkPlus, IconDots, IconUsersGroup } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { lazy, memo, Suspense, useState } from 'react'
import { useConfirm } from '@/ui/feedback/useConfirm'
import type { Named } from './NameDialog'
import { type Address, addressOf, isSame, newViewId, type View, wantedOf } from './view'
import { useViews } from './useViews'

const NameDialog = lazy(async () => ({ default: (await import('./NameDialog')).NameDialog }))

interface Props {
  address: Address
  /** Called to show another address. */
  onGo: (address: Record<string, string>) => void
}

/** The saved views of the list: those of the team and one's own. What is shown can be saved, under a name. */
export const ViewBar = memo(function ViewBar({ address, onGo }: Props) {
  const { t } = useLingui()
  const { views, save } = useViews()
  const [naming, setNaming] = useState(false)
  const wanted = wantedOf(address)
  const shown = views.find((one) => one.view_id === address.view)
  const changed = shown !== undefined && !isSame(shown.wanted, wanted)
  const some = Object.keys(wanted).length > 0
  const add = (named: Named) => {
    const view_id = newViewId()
    save.mutate(
      { view_id, ...named, wanted },
      {
        onSuccess: () => {
          setNaming(false)
          onGo({ ...wanted, view: view_id })
        },
      },
    )
  }
  if (views.length === 0 && !some) return null
  return (
    <Group gap="xs" wrap="nowrap">
      <ScrollArea type="never" flex="0 1 auto" miw={0} viewportProps={{ tabIndex: -1 }}>
        <Group component="nav" aria-label={t`Views`} gap={4} wrap="nowrap">
          <Tab name={t`All leads`} to={{}} current={!shown && !some} />
          {views.map((view) => (
            <Tab
              key={view.view_id}
              name={view.name}
              to={addressOf(view)}
              current={view === shown}
              changed={view === shown && changed}
              team={view.team}
            />
          ))}
        </Group>
      </ScrollArea>
      {shown && shown.may.length > 0 && (
        <ViewMenu view={shown} wanted={wanted} changed={changed} onGone={() => onGo({ ...wanted })} />
      )}
      {some && (!shown || changed) && (
        <Button
          size="xs"
          variant="default"
          flex="none"
          leftSection={<IconBookmarkPlus size={16} aria-hidden />}
          onClick={() => setNaming(true)}
        >
          <Trans>Save view …</Trans>
        </Button>
      )}
      {naming && (
        <Suspense>
          <NameDialog
            title={t`Save this view`}
            initial={{ name: '', team: false }}
            saving={save.isPending}
            onSave={add}
            onClose={() => setNaming(false)}
          />
        </Suspense>
      )}
    </Group>
  )
})

interface TabProps {
  name: string
  to: Record<string, string>
  current: boolean
  changed?: boolean
  team?: boolean
}

function Tab({ name, to, current, changed = false, team = false }: TabProps) {
  const { t } = useLingui()
  return (
    <Button
      size="xs"
      {...(current ? { variant: 'light' } : { variant: 'subtle', color: 'gray', c: 'var(--mantine-color-text)' })}
      flex="none"
      maw={260}
      {...(team ? { rightSection: <IconUsersGroup size={14} role="img" aria-label={t`The team's`} /> } : {})}
      renderRoot={(props) => (
        <Link to="/leads" search={to as never} {...props} {...(current ? { 'aria-current': 'page' } : {})} />
      )}
    >
      {name}
      {changed && ' *'}
    </Button>
  )
}

interface MenuProps {
  view: View
  wanted: View['wanted']
  changed: boolean
  onGone: () => void
}

/** What can be done with a view that is shown. */
function ViewMenu({ view, wanted, changed, onGone }: MenuProps) {
  const { t } = useLingui()
  const confirm = useConfirm()
  const { save, remove } = useViews()
  const [renaming, setRenaming] = useState(false)
  const { view_id, name, team } = view
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={t`Change the view ${name}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={!changed} onClick={() => save.mutate({ view_id, name, team, wanted })}>
            <Trans>Save what is shown in it</Trans>
          </Menu.Item>
          <Menu.Item onClick={() => setRenaming(true)}>
            <Trans>Rename or share …</Trans>
          </Menu.Item>
          <Menu.Item
            color="red.9"
            onClick={() =>
              confirm({
                title: t`Delete the view ${name}?`,
                about: team ? t`It goes for everybody. The leads stay.` : t`The leads stay.`,
                verb: t`Delete`,
                danger: true,
                onYes: () => remove.mutate(view_id, { onSuccess: onGone }),
              })
            }
          >
            <Trans>Delete …</Trans>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {renaming && (
        <Suspense>
          <NameDialog
            title={t`Rename or share the view`}
            initial={{ name, team }}
            saving={save.isPending}
            onSave={(named) =>
              save.mutate({ view_id, ...named, wanted: view.wanted }, { onSuccess: () => setRenaming(false) })
            }
            onClose={() => setRenaming(false)}
          />
        </Suspense>
      )}
    </>
  )
}
