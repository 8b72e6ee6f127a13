import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Paper } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useConsole } from '@/api/context'
import { auditQuery } from '@/api/queries/audit'
import { useSearchParams } from '@/lib/useSearchParams'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Loaded } from '@/ui/layout/Loaded'
import { LoadMore } from '@/ui/lists/LoadMore'
import { Page } from '@/ui/layout/Page'
import classes from './Audit.module.css'
import { Change } from './Change'
import type { Entry } from './differences'
import { Export } from './Export'
import { type Asked, filterOf } from './filter'
import { Filters } from './Filters'
import { useValueText } from './useValueText'

/** Who changed what, when, and how it was before; newest first. */
export function Audit() {
  const { t } = useLingui()
  const { api } = useConsole()
  const [asked, ask] = useSearchParams<Partial<Asked>>()
  const filter = filterOf(asked)
  const changes = useInfiniteQuery(auditQuery(api, filter))
  return (
    <Page
      title={t`Audit`}
      about={<Trans>Who changed the plan, members, settings or a lead's owner, and how it was before.</Trans>}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link to="/audit/seen" {...props} />}>
            <Trans>Who saw contacts</Trans>
          </Button>
          <Export filter={filter} />
        </>
      }
    >
      <Filters asked={asked} entries={changes.data ?? []} onChange={ask} />
      <Loaded query={changes} height={480}>
        {(entries) => <Changes entries={entries} subject={filter.subject} onOnly={(one) => ask({ subject: one })} />}
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
      <Empty
        title={t`No changes here`}
        action={
          subject && (
            <GoTo to="/audit">
              <Trans>Show all changes</Trans>
            </GoTo>
          )
        }
      >
        <Trans>Changes made from now on appear here.</Trans>
      </Empty>
    )
  }
  return (
    <Paper withBorder component="ul" className={classes.changes ?? ''}>
      {entries.map((entry) => (
        <Change
          key={entry.audit_id}
          entry={entry}
          reading={reading}
          onOnly={subject ? null : () => onOnly(entry.subject)}
        />
      ))}
    </Paper>
  )
}
