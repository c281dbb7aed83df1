import type { Command } from 'commander'
import { cliError } from '../errors.ts'
import { type Session, withSession } from '../session.ts'
import { formatInstant, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

type Consents = Awaited<ReturnType<Session['client']['consents']>>['consents']

export function addConsents(program: Command): void {
  program
    .command('consents <customer>')
    .description('what one customer has consented to, by channel and purpose, with its history')
    .action(
      withSession(async (session, [id = '']) => {
        const found = await session.client.consents({ id })
        await session.print(found, async () => renderConsents(found.consents, await session.locale()))
      }),
    )
}

interface ConsentOptions {
  readonly purpose?: string
  readonly at?: string
}

const answers = { given: true, withdrawn: false, unknown: null } as const

export function addConsent(program: Command): void {
  program
    .command('consent <customer> <channel> <answer>')
    .description('note that one customer has given or withdrawn a consent: given, withdrawn or unknown')
    .option('--purpose <purpose>', 'what it is given for, where the channel has several')
    .option('--at <instant>', 'from when on; default now')
    .action(
      withSession<ConsentOptions>(async (session, [id = '', channel = '', answer = ''], { purpose, at }) => {
        const noted = await session.client.recordConsent({
          ...{ id, channel, given: readAnswer(answer) },
          ...(purpose === undefined ? {} : { purpose }),
          ...(at === undefined ? {} : { at }),
        })
        await session.print(noted, async () => renderConsents(noted.consents, await session.locale()))
      }),
    )
}

function readAnswer(given: string): boolean | null {
  if (given === 'given' || given === 'withdrawn' || given === 'unknown') return answers[given]
  throw cliError('not_a_choice', { option: 'answer', given, choices: Object.keys(answers).join(', ') })
}

function renderConsents(consents: Consents, locale: Locale): string {
  if (consents.length === 0)
    return 'No attribute holds a consent: declare one, { type: boolean, consent: email }.'
  return renderTable(
    [
      { title: 'channel' },
      { title: 'purpose' },
      { title: 'now' },
      { title: 'attribute' },
      { title: 'history', least: 16 },
    ],
    consents.map(({ channel, purpose, given, attribute, history }) => [
      channel,
      purpose ?? '',
      given === null ? style.quiet('not known') : given ? style.good('given') : style.bad('not given'),
      style.name(attribute),
      history
        .map(
          each =>
            `${words(each.given)} ${each.since === null ? 'always' : formatInstant(each.since, locale)}`,
        )
        .join('; '),
    ]),
  )
}

function words(given: boolean | null): string {
  if (given === null) return 'unknown'
  return given ? 'given' : 'withdrawn'
}
