import type { WireUser } from '@kindred/api'
import type { Command } from 'commander'
import { findUser } from '../access/find-user.ts'
import { linkWords } from '../access/link-words.ts'
import { readPassword } from '../access/read-password.ts'
import { roleOption } from '../access/role-option.ts'
import { withSession } from '../session.ts'
import { formatInstant, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

export function addUsers(program: Command): void {
  const users = program.command('users').description('who may sign in, and as what')
  addList(users)
  addCreate(users)
  addRole(users)
  addReset(users)
  for (const disabled of [true, false]) addSwitch(users, disabled)
}

function addList(users: Command): void {
  users
    .command('list')
    .description('all of them')
    .action(
      withSession(async session => {
        const found = await session.client.users()
        await session.print(found, async () => renderUsers(found.users, await session.locale()))
      }),
    )
}

interface CreateOptions {
  readonly role: string
  readonly team?: readonly string[]
  readonly passwordStdin?: boolean
}

function addCreate(users: Command): void {
  users
    .command('create <name> <email>')
    .description('make a user; she chooses her password with a link that is shown once')
    .option('--role <role>', 'admin, marketer, analyst, agent, ingest or decide', 'analyst')
    .option('--team <teams...>', 'owners of definitions that she speaks for')
    .option('--password-stdin', 'take the password from standard input instead of making a link')
    .action(
      withSession<CreateOptions>(async (session, [name = '', email = ''], options) => {
        const { user, link } = await session.client.addUser({
          ...{ name, email, role: roleOption('--role', options.role), teams: [...(options.team ?? [])] },
          ...(await passwordOf(options)),
        })
        await session.print({ user, ...(link === undefined ? {} : { link }) }, () =>
          [
            `${style.good('✓')} ${user.email} is ${withArticle(user.role)}.`,
            ...(link === undefined ? [] : [linkWords(session, 'reset', link.token)]),
          ].join('\n'),
        )
      }),
    )
}

function addRole(users: Command): void {
  users
    .command('role <email> <role>')
    .description('give another role')
    .action(
      withSession(async (session, [email = '', role = '']) => {
        const { id } = await findUser(session, email)
        const user = await session.client.changeUser({ id, role: roleOption('role', role) })
        await session.print(user, () => `${style.good('✓')} ${user.email} is ${withArticle(user.role)} now.`)
      }),
    )
}

function addReset(users: Command): void {
  users
    .command('reset <email>')
    .description('let a user choose another password, by a link that is shown once; a lock is lifted')
    .option('--password-stdin', 'take the password from standard input instead of making a link')
    .action(
      withSession<{ passwordStdin?: boolean }>(async (session, [email = ''], options) => {
        const { id } = await findUser(session, email)
        const { user, link } = await session.client.resetUser({ id, ...(await passwordOf(options)) })
        await session.print({ user, ...(link === undefined ? {} : { link }) }, () =>
          link === undefined
            ? `${style.good('✓')} ${user.email} has another password, and is signed out everywhere.`
            : `${style.good('✓')} ${user.email} chooses another password here:\n${linkWords(session, 'reset', link.token)}`,
        )
      }),
    )
}

function addSwitch(users: Command, disabled: boolean): void {
  users
    .command(`${disabled ? 'disable' : 'enable'} <email>`)
    .description(disabled ? 'end what a user may do, at once' : 'let a user who was disabled in again')
    .action(
      withSession(async (session, [email = '']) => {
        const { id } = await findUser(session, email)
        const user = await session.client.changeUser({ id, disabled })
        await session.print(user, () =>
          disabled
            ? `${style.good('✓')} ${user.email} is disabled, and signed out everywhere.`
            : `${style.good('✓')} ${user.email} may sign in again.`,
        )
      }),
    )
}

async function passwordOf({ passwordStdin }: { passwordStdin?: boolean }): Promise<{ password?: string }> {
  return passwordStdin === true ? { password: await readPassword() } : {}
}

function withArticle(role: string): string {
  return `${/^[aei]/.test(role) ? 'an' : 'a'} ${role}`
}

function renderUsers(users: readonly WireUser[], locale: Locale): string {
  if (users.length === 0) return 'No users yet: kindred users create "Anna" anna@shop.example --role admin'
  return renderTable(
    [
      { title: 'e-mail', least: 12 },
      { title: 'name', least: 8 },
      { title: 'role' },
      { title: 'teams', least: 8 },
      { title: 'since', least: 10 },
      { title: 'state' },
    ],
    users.map(user => [
      user.email,
      user.name,
      user.role,
      user.teams.join(', '),
      formatInstant(user.created_at, locale),
      user.state === 'active' ? style.good(user.state) : style.bad(user.state),
    ]),
  )
}
