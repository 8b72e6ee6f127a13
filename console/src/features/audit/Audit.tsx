import { Trans, useLingui } from '@lingui/react/macro'
import { Select, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useConsole } from '@/api/context'
import { auditQuery } from '@/api/queries/audit'
import { useSearchParams } from '@/lib/useSearchParams'
import { Empty } from '@/ui/layout/Empty'
import { Loaded } from '@/ui/layout/Loaded'
import { LoadMore } from '@/ui/lists/LoadMore'
import { Page } from '@/ui/layout/Page'
import { useDirectory } from '@/ui/words/useDirectory'
import { Change } from './Change'
import type { Entry } from './differences'
import { useValueText } from './useValueText'

type Asked = { subject?: string }

/** Who changed what, when, and how it was before; newest first. */
export function Audit() {
  const { t } = useLingui()
  const { api } = useConsole()
  const [{ subject }, ask] = useSearchParams<Asked>()
  const changes = useInfiniteQuery(auditQuery(api, subject))
  return (
    <Page
      title={t`Audit`}
      about={<Trans>Who changed the plan, members, settings or a lead's owner, and how it was before.</Trans>}
      narrow
    >
      <Subjects chosen={subject} entries={changes.data ?? []} onChoose={(one) => ask({ subject: one ?? '' })} />
      <Loaded query={changes} height={480}>
        {(entries) => <Changes entries={entries} subject={subject} onOnly={(one) => ask({ subject: one })} />}
      </Loaded>
      <LoadMore of={changes} />
    </Page>
  )
}

interface ChangesProps {
  entries: Entry[]
  subject: string | undefined
  onOnly: (subject: string) => void
}

function Changes({ entries, subject, onOnly }: ChangesProps) {
  const { t } = useLingui()
  const reading = useValueText(entries)
  if (entries.length === 0) {
    return (
      <Empty title={t`No changes here`}>
        <Trans>What is changed from now on shows here.</Trans>
      </Empty>
    )
  }
  return (
    <Stack gap="xs">
      {entries.map((entry) => (
        <Change
          key={entry.audit_id}
          entry={entry}
          reading={reading}
          onOnly={subject ? null : () => onOnly(entry.subject)}
        />
      ))}
    </Stack>
  )
}

interface SubjectsProps {
  chosen: string | undefined
  entries: Entry[]
  onChoose: (subject: string | null) => void
}

/** What the changes are to be of: all, or one thing. */
function Subjects({ chosen, entries, onChoose }: SubjectsProps) {
  const { t } = useLingui()
  const { data } = useDirectory()
  const { name } = useValueText(entries)
  const groups = [
    { group: t`Whole team`, items: ['settings', 'order'].map((value) => ({ value, label: name(value) })) },
    { group: t`Routes`, items: data?.routes.map((one) => ({ value: one.route_id, label: one.title })) ?? [] },
    { group: t`Members`, items: data?.agents.map((one) => ({ value: one.agent_id, label: one.name })) ?? [] },
    { group: t`Sources`, items: data?.sources.map((one) => ({ value: one.source_id, label: one.title })) ?? [] },
  ]
  const listed = groups.some(({ items }) => items.some(({ value }) => value === chosen))
  const other = chosen && !listed ? [{ value: chosen, label: name(chosen) }] : []
  return (
    <Select
      label={t`Changes of`}
      placeholder={t`Everything`}
      data={[...groups, ...other]}
      value={chosen ?? null}
      onChange={onChoose}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t`Everything` }}
      maw={360}
    />
  )
}
