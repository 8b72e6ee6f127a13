import { Group, Text } from '@mantine/core'
import { useState } from 'react'
import { PrintButton } from '@/ui/layout/PrintButton'
import { LeadsCsv } from '@/ui/leads/LeadsCsv'
import { CsvButton, DownloadCsv } from '@/ui/lists/CsvButton'
import { LoadMore } from '@/ui/lists/LoadMore'
import { SortableList } from '@/ui/lists/SortableList'
import { NextPageStatus, VirtualList } from '@/ui/lists/VirtualList'
import { Folder, Part } from './Sample'
import { PAGES } from './sample'

const NAMES = ['Ana Beltrán', 'Bruno Cifuentes', 'Carmen Dávila']

/** Lists that are put in order, and long ones. */
export function Lists() {
  const [order, setOrder] = useState(NAMES)
  return (
    <Folder name="lists">
      <Part name="SortableList" wide>
        <SortableList items={order} id={(one) => one} name={(one) => one} onOrder={setOrder}>
          {(one, handle) => (
            <Group gap="xs">
              {handle}
              <Text>{one}</Text>
            </Group>
          )}
        </SortableList>
      </Part>
      <Part name="VirtualList" wide>
        <VirtualList
          items={NAMES}
          keyOf={(one) => one}
          height={24}
          pages={{ ...PAGES, hasNextPage: false }}
          as="items"
          label="Members"
        >
          {(one) => <Text>{one}</Text>}
        </VirtualList>
      </Part>
      <Part name="NextPageStatus, LoadMore: there is more, it is read, it failed" wide>
        <LoadMore of={PAGES} />
        <LoadMore of={{ ...PAGES, isFetchingNextPage: true }} />
        <NextPageStatus of={{ ...PAGES, isFetchingNextPage: true }} />
        <NextPageStatus of={{ ...PAGES, isFetchNextPageError: true }} />
      </Part>
      <Part name="PrintButton, CsvButton, DownloadCsv, LeadsCsv">
        <Group gap="xs">
          <PrintButton onClick={() => {}} />
          <CsvButton name="members" rows={() => NAMES.map((one) => [one])} />
          <DownloadCsv loading onClick={() => {}} />
          <LeadsCsv ids={['lead_one']} />
        </Group>
      </Part>
    </Folder>
  )
}
