import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { refresh } from '@/api/refresh'

it('does not show what was asked for before something was done, however late it is answered', async () => {
  const queries = new QueryClient()
  const answers: ((told: string) => void)[] = []
  const queryFn = () => new Promise<string>((told) => void answers.push(told))
  const shown = new QueryObserver(queries, { queryKey: ['plan'], queryFn })
  const leave = shown.subscribe(() => undefined)
  await Promise.resolve()

  const again = refresh(queries, [['plan']])
  await expect.poll(() => answers.length).toBe(2)
  answers[0]?.('before')
  answers[1]?.('after')
  await again
  expect(shown.getCurrentResult().data).toBe('after')
  leave()
})
