import type { AnswerOf, Contract } from '@kindred/api'
import type { ReactNode } from 'react'
import { formatInstant } from '../../ui/format.ts'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { useUnits } from '../../ui/use-units.ts'

type Answer = AnswerOf<Contract['resetUser']>

/** The link with which somebody chooses a password: good once, until it expires. */
export function OneTimeLink({ user, link }: Answer): ReactNode {
  const { timezone } = useUnits()
  if (link === undefined) return null
  return (
    <ShownOnce
      title={`A link for ${user.name}, shown once`}
      label={`Link for ${user.name}`}
      value={`${window.location.origin}/reset#token=${link.token}`}
    >
      Send it to {user.email}: whoever follows it chooses the password. It is good once, until{' '}
      {formatInstant(link.expires_at, timezone)}.
    </ShownOnce>
  )
}
