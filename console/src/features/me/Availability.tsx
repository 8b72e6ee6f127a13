import { Trans, useLingui } from '@lingui/react/macro'
import { Button, List, Popover, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { body } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { OBSTACLES } from '@/ui/obstacles'
import { useRefusal } from '@/ui/Failed'

/** Whether I am offered leads now; my own pause, on and off; and what else stands in the way. */
export function Availability({ me }: { me: Me }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const paused = me.pauses.some((pause) => !pause.route_id) || me.receiving.reasons.includes('missed')
  const change = useMutation({
    mutationFn: () => body(paused ? api.DELETE('/me/pause') : api.PUT('/me/pause', { body: {} })),
    onSuccess: (after) => queries.setQueryData(['me'], after),
    onError: refusal,
  })
  const label = me.receiving.now ? t`Available` : t`Not available`
  return (
    <Popover position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Button
          variant={me.receiving.now ? 'light' : 'default'}
          color={me.receiving.now ? 'green' : 'gray'}
          aria-label={label}
          px="sm"
        >
          <span aria-hidden>{me.receiving.now ? '●' : '○'}</span>
          <Text inherit ml={8} visibleFrom="sm" aria-hidden>
            {label}
          </Text>
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw={320}>
        <Stack gap="sm">
          {me.receiving.now ? (
            <Text size="sm">
              <Trans>You are offered leads.</Trans>
            </Text>
          ) : (
            <List size="sm" spacing={4} listStyleType="none">
              {me.receiving.reasons.map((reason) => (
                <List.Item key={reason}>{i18n._(OBSTACLES[reason])}</List.Item>
              ))}
            </List>
          )}
          <Button variant="default" onClick={() => change.mutate()} loading={change.isPending}>
            {paused ? <Trans>Resume</Trans> : <Trans>Pause me</Trans>}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
