import { settingKeys } from '@kindred/engine'
import { z } from 'zod'

const text = z.string().min(1).max(1_000)
const variable = z
  .string()
  .min(1)
  .max(200)
  .meta({ description: 'The environment variable that holds the password; passwords do not stand in files.' })

export const warehouseSchema = z.strictObject({
  url: text.exactOptional().meta({ description: 'Address of a ClickHouse server: http://HOST:8123.' }),
  urls: z.array(text).min(1).max(1_000).exactOptional().meta({
    description: 'Addresses of the nodes of a cluster, in the order of its shards. Never reorder them.',
  }),
  cluster: text.exactOptional().meta({ description: "The cluster's name in remote_servers of its servers." }),
  database: text.exactOptional().meta({ description: 'Default kindred.' }),
  user: text.exactOptional().meta({ description: 'Default: default.' }),
  password_env: variable.exactOptional(),
  memory: z
    .union([text, z.number()])
    .exactOptional()
    .meta({ description: 'What the embedded warehouse may use: 4 GB, 50%. Default half of the memory.' }),
})

export const catalogSchema = z.strictObject({
  url: text
    .exactOptional()
    .meta({ description: 'Address of a PostgreSQL database: postgres://HOST/DATABASE.' }),
  password_env: variable.exactOptional(),
})

export const profilesSchema = z.strictObject({
  url: text.exactOptional().meta({
    description: 'Address of a Redis or Valkey server: redis://HOST:6379, or rediss:// through TLS.',
  }),
  prefix: text
    .exactOptional()
    .meta({ description: 'What the names of its keys begin with, one for each workspace. Default kindred.' }),
  password_env: variable.exactOptional(),
})

const role = z.enum(['admin', 'marketer', 'analyst', 'agent', 'ingest', 'decide'])

export const signInSchema = z.strictObject({
  issuer: text.meta({ description: 'Address of an OpenID Connect provider: https://sso.example.' }),
  client_id: text.meta({ description: 'As whom Kindred is registered with it.' }),
  client_secret_env: variable.exactOptional(),
  address: text.meta({ description: 'Where browsers reach this Kindred: https://kindred.example.' }),
  name: text.exactOptional().meta({ description: 'What the button says. Default: the host of the issuer.' }),
  role_claim: text
    .exactOptional()
    .meta({ description: 'The claim that tells what somebody is, a text or a list. Default groups.' }),
  roles: z
    .record(text, role)
    .exactOptional()
    .meta({ description: 'Role by value of the claim; of several, the first here.' }),
})

/** `kindred.config.yaml`, once `warehouse: embedded` and `warehouse: URL` are written out. */
export const configSchema = z.strictObject({
  ...settingKeys,
  warehouse: warehouseSchema.exactOptional(),
  catalog: catalogSchema.exactOptional(),
  profiles: profilesSchema.exactOptional(),
  sign_in: signInSchema.exactOptional(),
  definitions: z.array(text).max(10_000).exactOptional().meta({
    description: 'Definition files. Default: every YAML or JSON file in the folder but this and mappings.',
  }),
})

export type WrittenConfig = z.output<typeof configSchema>
