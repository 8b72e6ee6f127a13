import { expect, test } from 'vitest'
import { columnsAs, columnsOf, COLUMNS, gridOf } from '@/features/leads/columns'
import { addressOf, isSame, newViewId, type View, wantedOf } from '@/features/leads/views/view'

const view: View = { view_id: 'view_1', name: 'Pool', team: false, wanted: { state: 'pooled', mood: 'blue' }, may: [] }

test('the address of a view has all that it wants, known here or not, and which view it is', () => {
  expect(addressOf(view)).toEqual({ state: 'pooled', mood: 'blue', view: 'view_1' })
  expect(wantedOf(addressOf(view))).toEqual(view.wanted)
})

test('what an address wants leaves out what is empty', () => {
  expect(wantedOf({ state: 'pooled', owner: '', sort: undefined })).toEqual({ state: 'pooled' })
})

test('two are the same in whatever order, and differ by each parameter', () => {
  expect(isSame({ state: 'pooled', sort: 'waiting' }, { sort: 'waiting', state: 'pooled' })).toBe(true)
  expect(isSame({ state: 'pooled' }, { state: 'pooled', sort: 'waiting' })).toBe(false)
  expect(isSame({ state: 'pooled' }, { owner: 'me' })).toBe(false)
})

test('an id of a view is one that the server takes', () => {
  expect(newViewId()).toMatch(/^view_[0-9a-f]{32}$/)
})

test('an address names columns in any order; without known ones all are shown', () => {
  expect(columnsOf('owner,source')).toEqual(['source', 'owner'])
  expect(columnsOf(undefined)).toEqual(COLUMNS)
  expect(columnsOf('mood')).toEqual(COLUMNS)
})

test('columns that only another release knows stay in the address', () => {
  expect(columnsAs(['owner'], 'owner,mood')).toBe('owner,mood')
  expect(columnsAs(COLUMNS, 'owner')).toBe('')
})

test('the grid has a place for the box, the person and each column', () => {
  expect(gridOf(['waiting'])).toBe('24px minmax(0, 1.5fr) 96px')
})
