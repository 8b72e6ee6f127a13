import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Shapes } from '@/api/client'
import { FailedRows } from '@/features/entry/import/FailedRows'
import { readSheet } from '@/features/entry/import/sheet'
import { ME, refusing } from '../make/refusing'

const ONE = { import_id: 'one', by: ME.agent_id, failed: 2 } as Shapes['Import']
const sheetOf = (text: string) => readSheet(new File([text], 'failed.csv'))

test('the column of reasons, and the empty ones before it, are none of the file', async () => {
  const sheet = await sheetOf('Nombre,Correo,,Por qué no se importó\nAna,a@b.co,más,Sobra\n')
  expect(sheet).toMatchObject({ header: ['Nombre', 'Correo'], samples: [['Ana', 'a@b.co']] })
})

test('columns after that of reasons keep their numbers', async () => {
  const sheet = await sheetOf('Why it was not imported,Name,Email\nWrong,Ana,a@b.co\n')
  expect(sheet).toMatchObject({
    header: ['Name', 'Email'],
    guessed: ['full_name', 'email'],
    samples: [['Ana', 'a@b.co']],
  })
})

test('whoever made an import downloads its failed rows, and another who may not export does not', async () => {
  await refusing(<FailedRows one={ONE} />)
  expect(await screen.findByRole('button', { name: 'Download 2 rows' })).toBeVisible()
  await refusing(<FailedRows one={{ ...ONE, by: 'another' }} />)
  expect(screen.getAllByRole('button', { name: 'Download 2 rows' })).toHaveLength(1)
})

test('rows that are too much for one file are to be fixed in the own one', async () => {
  await refusing(<FailedRows one={ONE} />)
  const load = await screen.findByRole('button', { name: 'Download 2 rows' })
  globalThis.fetch = async () =>
    Response.json(
      { code: 'invalid', detail: 'No.', errors: [{ loc: ['path'], reason: 'export_too_large', msg: '' }] },
      { status: 422 },
    )
  await userEvent.click(load)
  expect(await screen.findByText(/too much for one file/)).toBeVisible()
})
