import type { MembersPage } from '@kindred/api'
import {
  type CustomerRow,
  type Group,
  type Members,
  type MembersSort,
  membersOf,
  type PersonalNames,
} from '@kindred/engine'
import { masksFor } from '../access/masks.ts'
import type { Principal } from '../access/principal.ts'
import { isPersonalColumn, maskedColumns, maskMembers } from '../answers/mask-answer.ts'
import { type MembersFormat, membersFile } from '../answers/members-file.ts'
import { optionalReadInstant } from '../answers/read-instant.ts'
import { instantText, wireValue } from '../answers/typed-value.ts'
import { ServerError } from '../errors.ts'
import type { SentFile } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { workspaceZone } from './workspace-zone.ts'

export interface PageQuery {
  readonly as_of?: string | undefined
  readonly columns?: readonly string[] | undefined
  readonly sort?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** One page of the members of a segment or class. */
export async function membersPage(
  services: Services,
  group: Group,
  query: PageQuery,
  principal: Principal,
): Promise<MembersPage> {
  // One more than asked for tells whether there is a next page.
  const request = await requestOf(services, group, { ...query, limit: query.limit + 1 })
  const masks = await masksFor(principal, services.engine)
  requireSeen(request.sort, masks)
  const found = await membersOf(services.engine, { ...request, counted: query.after === undefined })
  const members = masks === undefined ? found : maskMembers(found, masks)
  const rows: CustomerRow[] = []
  for await (const row of members.rows) rows.push(row)
  const page = rows.slice(0, query.limit)
  return {
    id: group.id,
    ...(group.kind === 'segmentation' ? { class: group.class } : {}),
    as_of: instantText(members.asOf),
    refresh: members.refresh ?? null,
    ...(members.total === undefined ? {} : { total: members.total }),
    columns: maskedColumns(
      members.columns.map(column => ({ ...column })),
      masks,
    ),
    members: page.map(row => memberAnswer(row, members)),
    next: rows.length > page.length ? (page.at(-1)?.customer ?? null) : null,
  }
}

export interface ExportQuery {
  readonly as_of?: string | undefined
  readonly columns?: readonly string[] | undefined
  readonly format: MembersFormat
  readonly limit: number
}

/** All of them as one file. */
export async function exportMembers(
  services: Services,
  group: Group,
  query: ExportQuery,
  principal: Principal,
): Promise<SentFile> {
  const request = await requestOf(services, group, query)
  const masks = await masksFor(principal, services.engine)
  const found = await membersOf(services.engine, { ...request, counted: false })
  const members = masks === undefined ? found : maskMembers(found, masks)
  const name = group.kind === 'segment' ? group.id : `${group.id}-${group.class}`
  return membersFile(name, query.format, members)
}

async function requestOf(services: Services, group: Group, query: PageQuery) {
  const asOf = optionalReadInstant(query.as_of, await workspaceZone(services), 'as_of')
  return {
    group,
    columns: query.columns ?? [],
    limit: query.limit,
    ...(asOf === undefined ? {} : { asOf }),
    ...(query.sort === undefined ? {} : { sort: readSort(query.sort) }),
    ...(query.after === undefined ? {} : { after: query.after }),
  }
}

function readSort(given: string): MembersSort {
  const [column = '', direction] = given.split(':')
  return { column, descending: direction === 'desc' }
}

/** In order of what is masked one would read it off. @throws ServerError `column_masked` */
function requireSeen(sort: MembersSort | undefined, masks: PersonalNames | undefined): void {
  if (sort === undefined || masks === undefined || !isPersonalColumn(sort.column, masks)) return
  throw new ServerError('column_masked', { column: sort.column })
}

function memberAnswer(
  { customer, values }: CustomerRow,
  { columns }: Members,
): MembersPage['members'][number] {
  const named = columns.map(({ name, type }, index) => {
    const value = values[index]
    return [name, value === undefined ? null : wireValue(type, value)] as const
  })
  return { customer, values: Object.fromEntries(named) }
}
