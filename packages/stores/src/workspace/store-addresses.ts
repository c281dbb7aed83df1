import type { DefinitionProblem, ReadYaml } from '@kindred/engine'
import { configProblem } from './config-problems.ts'
import type { WrittenConfig } from './config-schema.ts'
import { readMemory } from './memory-amount.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The warehouse to use: our own, or a server, or the nodes of a cluster in the order of its shards. */
export type WarehouseAddress =
  | { readonly kind: 'embedded'; readonly memory?: number }
  | {
      readonly kind: 'server'
      readonly nodes: readonly { readonly url: string; readonly user: string; readonly password: string }[]
      readonly database: string
      readonly cluster?: string
    }

/** The catalog to use. The address holds the password: it is for the connection, never for a message. */
export type CatalogAddress = { readonly kind: 'embedded' } | { readonly kind: 'server'; readonly url: string }

/** The profiles to use. The address holds the password: it is for the connection, never for a message. */
export type ProfilesAddress =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'server'; readonly url: string; readonly prefix: string }

/** What was written in the file, and what the environment says over it. */
export interface Written {
  readonly config: WrittenConfig
  readonly environment: Environment
  readonly places: ReadYaml['places']
}

type Found<T> = { readonly address?: T; readonly problems: readonly DefinitionProblem[] }

export function warehouseAddress(written: Written): Found<WarehouseAddress> {
  const { config, environment, places } = written
  const named = namedUrls(written)
  if (named.urls.length === 0) return embeddedWarehouse(written)
  const cluster = environment.KINDRED_WAREHOUSE_CLUSTER ?? config.warehouse?.cluster
  const password = passwordOf(written, 'warehouse', 'KINDRED_WAREHOUSE_PASSWORD')
  const user = environment.KINDRED_WAREHOUSE_USER ?? config.warehouse?.user ?? 'default'
  const nodes = named.urls.map(text => nodeAt(text.trim(), { user, password: password.value }, named, places))
  const problems = [...password.problems, ...nodes.flatMap(node => node.problems)]
  if (named.urls.length > 1 && cluster === undefined) {
    const given = { key: named.key, count: named.urls.length }
    problems.push(configProblem('cluster_needed', given, named.path, places))
  }
  if (problems.length > 0) return { problems }
  const address: WarehouseAddress = {
    kind: 'server',
    nodes: nodes.flatMap(node => node.address ?? []),
    database: config.warehouse?.database ?? 'kindred',
    ...(cluster === undefined ? {} : { cluster }),
  }
  return { address, problems }
}

interface NamedUrls {
  readonly urls: readonly string[]
  /** What messages call the place they come from. */
  readonly key: string
  readonly path: readonly string[]
  readonly inFile: boolean
}

function namedUrls({ config, environment }: Written): NamedUrls {
  const named = environment.KINDRED_WAREHOUSE_URL ?? ''
  if (named !== '') {
    return { urls: named.split(','), key: 'KINDRED_WAREHOUSE_URL', path: ['warehouse'], inFile: false }
  }
  const { url, urls } = config.warehouse ?? {}
  if (urls !== undefined) return { urls, key: 'warehouse.urls', path: ['warehouse', 'urls'], inFile: true }
  return {
    urls: url === undefined ? [] : [url],
    key: 'warehouse.url',
    path: ['warehouse', 'url'],
    inFile: true,
  }
}

type Node = { readonly url: string; readonly user: string; readonly password: string }

function nodeAt(
  text: string,
  login: Omit<Node, 'url'>,
  { key, path, inFile }: NamedUrls,
  places: ReadYaml['places'],
): Found<Node> {
  const url = addressIn(text, ['http:', 'https:'])
  if (url === undefined) {
    const given = {
      key,
      given: `'${withoutPassword(text)}'`,
      server: 'ClickHouse',
      example: 'http://localhost:8123',
    }
    return { problems: [configProblem('bad_address', given, path, places)] }
  }
  if (url.password !== '' && inFile) {
    const given = { key, variable: 'warehouse.password_env' }
    return { problems: [configProblem('password_in_address', given, path, places)] }
  }
  const address = {
    url: `${url.origin}${url.pathname.replace(/\/$/, '')}`,
    user: decodeURIComponent(url.username) || login.user,
    password: decodeURIComponent(url.password) || login.password,
  }
  return { address, problems: [] }
}

function embeddedWarehouse({ config, places }: Written): Found<WarehouseAddress> {
  const written = config.warehouse?.memory
  if (written === undefined) return { address: { kind: 'embedded' }, problems: [] }
  const memory = readMemory(written)
  if (memory !== undefined) return { address: { kind: 'embedded', memory }, problems: [] }
  const path = ['warehouse', 'memory']
  return {
    problems: [configProblem('bad_memory', { key: 'warehouse.memory', given: `'${written}'` }, path, places)],
  }
}

export function catalogAddress(written: Written): Found<CatalogAddress> {
  const { url, problems } = namedServer(written, {
    store: 'catalog',
    variables: { url: 'KINDRED_CATALOG_URL', password: 'KINDRED_CATALOG_PASSWORD' },
    protocols: ['postgres:', 'postgresql:'],
    server: 'PostgreSQL',
    example: 'postgres://localhost/kindred',
  })
  if (problems.length > 0) return { problems }
  return { address: url === undefined ? { kind: 'embedded' } : { kind: 'server', url: url.href }, problems }
}

export function profilesAddress(written: Written): Found<ProfilesAddress> {
  const { url, problems } = namedServer(written, {
    store: 'profiles',
    variables: { url: 'KINDRED_PROFILES_URL', password: 'KINDRED_PROFILES_PASSWORD' },
    protocols: ['redis:', 'rediss:'],
    server: 'Redis or Valkey',
    example: 'redis://localhost:6379',
  })
  const prefix = written.config.profiles?.prefix ?? 'kindred'
  if (!/^[\w-]{1,64}$/.test(prefix)) {
    const given = { key: 'profiles.prefix', given: `'${prefix}'` }
    const problem = configProblem('bad_prefix', given, ['profiles', 'prefix'], written.places)
    return { problems: [...problems, problem] }
  }
  if (problems.length > 0) return { problems }
  return {
    address: url === undefined ? { kind: 'embedded' } : { kind: 'server', url: url.href, prefix },
    problems,
  }
}

/** A store that is one server with one address, and how it is spoken of. */
interface ServerKind {
  readonly store: 'catalog' | 'profiles'
  readonly variables: { readonly url: string; readonly password: string }
  readonly protocols: readonly string[]
  readonly server: string
  readonly example: string
}

/** The address with its password in it; none when the store is embedded. */
function namedServer(
  written: Written,
  { store, variables, protocols, server, example }: ServerKind,
): { readonly url?: URL; readonly problems: readonly DefinitionProblem[] } {
  const { config, environment, places } = written
  const named = environment[variables.url]
  const isNamed = named !== undefined && named !== ''
  const text = isNamed ? named : config[store]?.url
  if (text === undefined) return { problems: [] }
  const key = isNamed ? variables.url : `${store}.url`
  const path = isNamed ? [store] : [store, 'url']
  const url = addressIn(text.trim(), protocols)
  if (url === undefined) {
    const parameters = { key, given: `'${withoutPassword(text)}'`, server, example }
    return { problems: [configProblem('bad_address', parameters, path, places)] }
  }
  const password = passwordOf(written, store, variables.password)
  if (url.password !== '' && !isNamed) {
    const parameters = { key, variable: `${store}.password_env` }
    return { problems: [configProblem('password_in_address', parameters, path, places)] }
  }
  if (url.password === '') url.password = encodeURIComponent(password.value)
  return password.problems.length > 0 ? { problems: password.problems } : { url, problems: [] }
}

/** From the variable the file names, else from the one that is asked when it names none; empty when there is none. */
function passwordOf(
  { config, environment, places }: Written,
  store: 'warehouse' | 'catalog' | 'profiles',
  otherwise: string,
): { readonly value: string; readonly problems: readonly DefinitionProblem[] } {
  const variable = config[store]?.password_env
  const value = environment[variable ?? otherwise]
  if (variable === undefined || value !== undefined) return { value: value ?? '', problems: [] }
  const path = [store, 'password_env']
  return {
    value: '',
    problems: [configProblem('password_missing', { key: path.join('.'), variable }, path, places)],
  }
}

function addressIn(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.parse(text)
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '' ? url : undefined
}

function withoutPassword(text: string): string {
  return text.trim().replace(/\/\/[^@/]*@/, '//')
}
