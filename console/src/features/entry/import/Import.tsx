import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { useSearchParams } from '@/lib/useSearchParams'
import { useValidatedForm } from '@/ui/forms/useValidatedForm'
import { Loaded } from '@/ui/layout/Loaded'
import { Page, Section } from '@/ui/layout/Page'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { ChooseFile } from './ChooseFile'
import { type Holds, mappingOf, wrongWith } from './columns'
import { ColumnsTable } from './ColumnsTable'
import { ImportProgress } from './ImportProgress'
import type { Sheet } from './sheet'
import { useImport, useImporting } from './useImport'
import { DEFAULT_DESTINATION, Destination, destinationBody, destinationMistakes } from '../Destination'

/** Leads from a file: choose it, say what its columns hold, try it, then import it. An import under way is in the address. */
export function Import() {
  const { t } = useLingui()
  const [address, setAddress] = useSearchParams<{ id?: string | undefined }>()
  const [again, setAgain] = useState(0)
  const id = address.id
  return (
    <Page
      title={t`Import leads`}
      narrow
      about={<Trans>From a CSV file, as spreadsheets and other programs save it.</Trans>}
    >
      {id && (
        <Begun
          id={id}
          onAnew={() => {
            setAgain(again + 1)
            setAddress({ id: undefined })
          }}
          onColumns={() => setAddress({ id: undefined })}
        />
      )}
      <div hidden={Boolean(id)}>
        <Prepare key={again} onMade={(made) => setAddress({ id: made })} />
      </div>
    </Page>
  )
}

function Begun({ id, onAnew, onColumns }: { id: string; onAnew: () => void; onColumns: () => void }) {
  const found = useImport(id)
  return <Loaded query={found}>{(one) => <ImportProgress one={one} onAnew={onAnew} onColumns={onColumns} />}</Loaded>
}

/** The form of an import, before the file is checked. */
function Prepare({ onMade }: { onMade: (id: string) => void }) {
  const { t } = useLingui()
  const me = useMe()
  const [sheet, setSheet] = useState<Sheet | null>(null)
  const [holds, setHolds] = useState<Holds[]>([])
  const form = useValidatedForm({ initialValues: DEFAULT_DESTINATION, validate: destinationMistakes })
  const { make, start } = useImporting()
  const check = useApiMutation(
    async ({ file }: Sheet) => {
      const id = await make(file, destinationBody(form.values, me.data?.agent_id ?? ''))
      await start(id, mappingOf(holds), true)
      return id
    },
    { touches: [KEYS.imports], onSuccess: onMade },
  )
  const wrong = wrongWith(holds)
  return (
    <Stack gap="lg">
      <Section title={t`1. The file`}>
        <ChooseFile
          sheet={sheet}
          onChange={(next) => {
            setSheet(next)
            setHolds(next?.guessed ?? [])
          }}
        />
      </Section>
      {sheet && (
        <>
          <Section title={t`2. What the columns contain`}>
            <ColumnsTable sheet={sheet} holds={holds} wrong={wrong} onChange={setHolds} />
          </Section>
          <Section title={t`3. Source and destination`}>
            <Destination form={form} />
          </Section>
          <Stack gap="xs" align="end">
            <Button
              size="md"
              disabled={wrong !== null}
              loading={check.isPending}
              onClick={() => {
                if (!form.validate().hasErrors && me.data) check.mutate(sheet)
              }}
            >
              <Trans>Try the file</Trans>
            </Button>
            <Text size="sm" c="dimmed">
              <Trans>No lead is made yet: you see first what would happen.</Trans>
            </Text>
          </Stack>
        </>
      )}
    </Stack>
  )
}
