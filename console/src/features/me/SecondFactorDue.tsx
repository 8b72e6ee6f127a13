import { Trans } from '@lingui/react/macro'
import { Alert, Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { when } from '@/lib/locale'
import { useNow } from '@/lib/useNow'

/** Says until when I have to set up a second factor, and where. */
export function SecondFactorDue({ due, zone }: { due: string; zone: string }) {
  const late = new Date(due).getTime() <= useNow(Date.now)
  const at = when(due, zone)
  return (
    <Alert color={late ? 'red' : 'yellow'} variant="light" mb="md" role="status">
      {late ? (
        <Trans>Your team requires a second factor, and your time to set one up has passed.</Trans>
      ) : (
        <Trans>Your team requires a second factor. Set one up by {at}.</Trans>
      )}{' '}
      <Anchor renderRoot={(props) => <Link to="/me" {...props} />}>
        <Trans>Set it up</Trans>
      </Anchor>
    </Alert>
  )
}
