import { contract, type Route } from '../packages/api/src/index.ts'

/** The reference page of the HTTP API, made from the contract itself. */
export function apiPage(): string {
  return [
    '<!-- Written by `npm run docs:api` from packages/api/src/contract. Change the contract, not this page. -->',
    '# The HTTP API',
    '',
    'Every request carries `authorization: Bearer KEY`: an API key (`kindred keys create`), or, for the owner of the folder, the',
    'token in `.kindred/lock`, which is another with each start, or the one that `kindred serve` was given as `KINDRED_TOKEN`.',
    'Browsers sign in instead. Every route needs a permission, which [a role](../guide/access.md) has or has not; without it the',
    'answer is 403. A key that asks too often gets 429. Documents are JSON with names in `snake_case`; a value travels',
    'as `{"type", "value"}`, money as decimal text, instants as UTC in ISO 8601. An instant in a question may be written',
    'on the clocks of the workspace: `2011-12-10T00:00:00`, or `2011-12-10` for its midnight.',
    '',
    'A refusal has a status of 400 or more and `{"error": {"code", "says", "remedy", "details"?}}`; all codes are in',
    '[errors.md](errors.md). Where an answer is *a stream*, it is lines of JSON: any number of `{"progress": …}`, then one',
    '`{"result": …}`, or `{"error": …, "status": …}`. A stream that ends without either has failed.',
    '',
    'Without a token, for whoever watches over the process: `GET /healthz` (it lives), `GET /readyz` (200 when every store',
    'answers and nothing is being filled, else 503 with what is missing), `GET /metrics` (figures for Prometheus; they hold',
    'nothing about anybody). `GET /openapi.json` is this page for programs, `GET /docs` for people.',
    '',
    'Routes of the live half answer `live_not_running` (503) where `kindred serve` does not run. What cannot be taken in at',
    'the moment is 429 with `Retry-After`: send the same again after so many seconds.',
    '',
    '| route | what it does |',
    '|---|---|',
    ...Object.values(contract).map(
      route => `| [\`${titleOf(route)}\`](#${anchorOf(route)}) | ${route.does} |`,
    ),
    '',
    ...Object.entries(contract).flatMap(([id, route]) => section(id, route)),
  ].join('\n')
}

function titleOf({ method, path }: Route): string {
  return `${method} ${path}`
}

/** As GitHub makes one of a heading. */
function anchorOf(route: Route): string {
  return titleOf(route)
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-')
}

function section(id: string, route: Route): string[] {
  const given = fieldRows(route)
  return [
    `## ${titleOf(route)}`,
    '',
    `${route.does} Client: \`client.${id}\`. ${needWords(route)} ${answerWords(route)}`,
    '',
    ...(given.length === 0 ? [] : ['| given | in | what | |', '|---|---|---|---|', ...given, '']),
    ...answerFields(route),
  ]
}

function needWords({ needs }: Route): string {
  if (needs === 'nothing') return 'For everybody.'
  return needs === 'signed_in' ? 'For everybody who has signed in.' : `Needs \`${needs}\`.`
}

function answerWords(route: Route): string {
  if (route.gives === 'file') return 'Gives a file.'
  if (route.gives === 'stream') return 'Gives a stream.'
  if (route.gives === 'events') {
    return 'Gives server-sent events: `id:` is the id of a transition, `data:` the document below; a comment and a new `id:` every 15 seconds while it is quiet; `event: error` with a refusal when it cannot go on. `Last-Event-ID` resumes.'
  }
  if ('isHot' in route && route.method === 'POST') {
    return 'Gives one document. With a header `Idempotency-Key` (1 to 200 characters) the same request sent again gets the first answer.'
  }
  return 'takes' in route
    ? 'Takes a file as it is (`application/octet-stream`); gives one document.'
    : 'Gives one document.'
}

function fieldRows(route: Route): string[] {
  const parts = [
    ['path', route.params],
    ['query', route.query],
    ['body', route.body],
  ] as const
  return parts.flatMap(([part, schema]) =>
    fieldsOf(schema.toJSONSchema({ io: 'input', unrepresentable: 'any' })).map(
      ({ name, what, isRequired }) => `| \`${name}\` | ${part} | ${what} | ${isRequired ? 'required' : ''} |`,
    ),
  )
}

function answerFields(route: Route): string[] {
  if (route.gives === 'file') return []
  const rows = fieldsOf(route.response.toJSONSchema({ io: 'output', unrepresentable: 'any' })).map(
    ({ name, what, isRequired }) => `| \`${name}\` | ${what} | ${isRequired ? '' : 'may be absent'} |`,
  )
  return ['| answer | what | |', '|---|---|---|', ...rows, '']
}

interface Field {
  readonly name: string
  readonly what: string
  readonly isRequired: boolean
}

function fieldsOf(schema: unknown): Field[] {
  const required = member(schema, 'required')
  const names = Array.isArray(required) ? required : []
  return Object.entries(member(schema, 'properties') ?? {}).map(([name, field]) => ({
    name,
    what: typeWords(field),
    isRequired: names.includes(name),
  }))
}

/** What a field holds, two levels deep: what lies below is in the schema itself. */
function typeWords(field: unknown, depth = 0): string {
  const options = member(field, 'anyOf')
  if (Array.isArray(options))
    return [...new Set(options.map(option => typeWords(option, depth)))].join(' or ')
  const choices = member(field, 'enum')
  if (Array.isArray(choices)) return choices.map(choice => `\`${String(choice)}\``).join(', ')
  const type = String(member(field, 'type') ?? 'anything')
  if (type === 'array') return `list of ${typeWords(member(field, 'items'), depth)}`
  if (type === 'object') return objectWords(field, depth)
  const format = member(field, 'format')
  return format === undefined ? type : `${type} (${String(format)})`
}

function objectWords(field: unknown, depth: number): string {
  const names = Object.entries(member(field, 'properties') ?? {})
  if (names.length === 0 || depth > 1) return 'object'
  return `{ ${names.map(([name]) => name).join(', ')} }`
}

function member(of: unknown, name: string): object | undefined {
  const found: unknown = typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined
  // Text and numbers of a schema are only ever printed or looked into as objects; both work on their wrappers.
  return found === undefined || found === null ? undefined : Object(found)
}
