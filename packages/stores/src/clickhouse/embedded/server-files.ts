import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Everything the engine is told at its start. */
export interface ServerSettings {
  readonly folder: string
  readonly httpPort: number
  /** Only where shards speak to each other. */
  readonly tcpPort?: number
  /** Bytes the whole server may use. */
  readonly memory: number
  readonly password: string
  readonly readerPassword: string
  /** Databases of ours: all whose name begins with this. */
  readonly databases: string
  readonly cluster?: ClusterShards
}

/** The shards of a cluster, in order; the same list on each of them. */
export interface ClusterShards {
  readonly name: string
  readonly password: string
  readonly shards: readonly { readonly tcpPort: number }[]
}

export const appUser = 'app'
export const readerUser = 'reader'

/** Where things lie in the warehouse's folder. */
export function serverPaths(folder: string) {
  return {
    config: join(folder, 'config.xml'),
    users: join(folder, 'users.xml'),
    access: join(folder, 'access.json'),
    log: join(folder, 'engine.log'),
    data: join(folder, 'data'),
  }
}

/** Writes what the engine reads at its start; for this user's eyes only, since shards carry each other's password. */
export async function writeServerFiles(settings: ServerSettings): Promise<void> {
  const paths = serverPaths(settings.folder)
  await mkdir(paths.data, { recursive: true, mode: 0o700 })
  await writeFile(paths.config, configXml(settings), { mode: 0o600 })
  await writeFile(paths.users, usersXml(settings), { mode: 0o600 })
}

/** The arguments that make the engine open its ports and keep them open for as long as it lives. */
export function serverArguments(settings: ServerSettings): string[] {
  const paths = serverPaths(settings.folder)
  const ports = settings.tcpPort === undefined ? [] : [`--tcp_port=${settings.tcpPort}`]
  return [
    `--config-file=${paths.config}`,
    `--path=${paths.data}`,
    '--listen_host=127.0.0.1',
    // What the engine would tell of every statement, with the values in it: nobody reads it, and it is people's data.
    '--server_logs_file=/dev/null',
    `--http_port=${settings.httpPort}`,
    ...ports,
    '--query',
    listenQuery(settings.tcpPort !== undefined),
  ]
}

/**
 * The ports are open while a query runs: this one ends after 9,500 years. HTTP comes last: who is answered there knows
 * that no other port was found taken.
 */
function listenQuery(tcp: boolean): string {
  const listen = `${tcp ? 'SYSTEM START LISTEN TCP; ' : ''}SYSTEM START LISTEN HTTP;`
  return `${listen} SELECT sleepEachRow(3) FROM numbers(100000000000) SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 10000000000 FORMAT Null`
}

function configXml(settings: ServerSettings): string {
  const paths = serverPaths(settings.folder)
  return `<clickhouse>
  <logger><level>warning</level><log>${xml(paths.log)}</log><errorlog>${xml(paths.log)}</errorlog><size>10M</size><count>2</count></logger>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${settings.httpPort}</http_port>
  ${settings.tcpPort === undefined ? '' : `<tcp_port>${settings.tcpPort}</tcp_port>`}
  <users_config>${xml(paths.users)}</users_config>
  <max_server_memory_usage>${settings.memory}</max_server_memory_usage>
  <mark_cache_size>${256 * mebibyte}</mark_cache_size>
  <index_mark_cache_size>${16 * mebibyte}</index_mark_cache_size>
  <primary_index_cache_size>${64 * mebibyte}</primary_index_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <query_cache><max_size_in_bytes>${16 * mebibyte}</max_size_in_bytes></query_cache>
  <mmap_cache_size>64</mmap_cache_size>
  <compiled_expression_cache_size>${32 * mebibyte}</compiled_expression_cache_size>
  <asynchronous_metrics_update_period_s>30</asynchronous_metrics_update_period_s>
  <keep_alive_timeout>60</keep_alive_timeout>
  ${settings.cluster === undefined ? '' : clusterXml(settings.cluster)}
</clickhouse>
`
}

function clusterXml(cluster: ClusterShards): string {
  const shards = cluster.shards.map(
    shard =>
      `<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>${shard.tcpPort}</port><user>${appUser}</user><password>${cluster.password}</password></replica></shard>`,
  )
  return `<remote_servers><${cluster.name}>${shards.join('')}</${cluster.name}></remote_servers>`
}

/**
 * `default` has to stay without a password, for the engine's own session logs in as it: so it is left with
 * nothing but the right to open the ports. `app` is ours. `reader` runs what a person wrote: our tables, no
 * file, no network, no writing, and not beyond its limits whatever settings the text asks for.
 */
function usersXml(settings: ServerSettings): string {
  const ours = `\`${settings.databases}\`*.*`
  return `<clickhouse>
  <profiles>
    <default>${formLimits}</default>
    <app>${formLimits}</app>
    <reader>
      <readonly>2</readonly>
      <max_execution_time>60</max_execution_time>
      <max_memory_usage>${Math.round(settings.memory / 2)}</max_memory_usage>
      <constraints>
        <max_execution_time><readonly/></max_execution_time>
        <max_memory_usage><readonly/></max_memory_usage>
      </constraints>
    </reader>
  </profiles>
  <quotas><default></default></quotas>
  <users>
    ${userXml('default', '', 'default', ['GRANT SELECT ON system.*', 'GRANT SYSTEM LISTEN ON *.*'])}
    ${userXml(appUser, settings.password, 'app', [
      `GRANT ALL ON ${ours}`,
      'GRANT SELECT ON system.*',
      'GRANT KILL QUERY ON *.*',
      'GRANT CREATE TEMPORARY TABLE ON *.*',
      'GRANT TABLE ENGINE ON *.*',
      'GRANT CLUSTER ON *.*',
      'GRANT REMOTE ON *.*',
    ])}
    ${userXml(readerUser, settings.readerPassword, 'reader', [`GRANT SELECT ON ${ours}`])}
  </users>
</clickhouse>
`
}

/**
 * A refresh of hundreds of segments is one statement with thousands of bound values. It comes as a form, whose usual
 * limits (1,000 fields of 128 KiB) are read from the profile before the statement's own settings are.
 */
const formLimits =
  '<http_max_fields>1000000</http_max_fields><http_max_field_value_size>268435456</http_max_field_value_size>'

function userXml(name: string, password: string, profile: string, grants: readonly string[]): string {
  const secret =
    password === ''
      ? '<password></password>'
      : `<password_sha256_hex>${createHash('sha256').update(password).digest('hex')}</password_sha256_hex>`
  return `<${name}>${secret}<networks><ip>127.0.0.1</ip></networks><profile>${profile}</profile><quota>default</quota><grants>${grants.map(grant => `<query>${xml(grant)}</query>`).join('')}</grants></${name}>`
}

const mebibyte = 1024 * 1024

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
