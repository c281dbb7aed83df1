import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Catalog,
  type Clock,
  type DiscoveryPorts,
  groupFinderHere,
  HiddenCustomers,
  hidingWarehouse,
  type LiveTrouble,
  modelTrainerHere,
  type SetAsideRows,
  type TrainingPorts,
  type Warehouse,
} from '@kindred/engine'
import { localFiles, SetAsideFolder } from '@kindred/stores/files'
import { MemoryCatalog, MemoryImports, MemoryProfiles, MemoryWarehouse } from '@kindred/stores/memory'
import { lookAtProfiles, openProfiles } from '@kindred/stores/profiles'
import { type SignInAddress, type WorkspaceConfig, workspacePaths } from '@kindred/stores/workspace'
import type { FastifyInstance } from 'fastify'
import type { DestinationStream, Logger } from 'pino'
import { AuditTrail } from './access/audit-trail.ts'
import { Gate } from './access/gate.ts'
import { SignInProvider } from './access/sign-in-provider.ts'
import { workerGroupFinder } from './discovery/worker-group-finder.ts'
import type { CourierPorts } from './hooks/hook-courier.ts'
import { HookDeliveries } from './hooks/hook-deliveries.ts'
import { Audited } from './http/audited.ts'
import { createApp } from './http/create-app.ts'
import { Jobs } from './http/jobs.ts'
import { loggedError } from './http/logged-error.ts'
import { mountProvider } from './http/mount-provider.ts'
import { type CatchUpProgress, LiveHost, type OpenedLive } from './live/live-host.ts'
import { openLiveOn } from './live/open-live.ts'
import { Retraining } from './models/retraining.ts'
import { workerModelTrainer } from './models/worker-model-trainer.ts'
import { createLog } from './observe/create-log.ts'
import { Figures } from './observe/figures.ts'
import { Erasures } from './privacy/erasures.ts'
import { allHandlers } from './routes/handlers.ts'
import { refusingHandlers } from './routes/refusing-handlers.ts'
import { isAdmin } from './routes/users.ts'
import type { Services } from './services.ts'
import { Uploads } from './uploads/uploads.ts'
import type { OpenedStores } from './workspace/open-stores.ts'
import { recoverWorkspace } from './workspace/recover.ts'

/** The application with everything it stands on. */
export interface Composition {
  readonly app: FastifyInstance
  readonly token: string
  readonly log: Logger
  /** Starts the live half and waits until it is filled; requests are answered meanwhile. */
  startLive(progress?: CatchUpProgress): Promise<void>
  /** Whether somebody can sign in who may do everything: else it must not be reached from other machines. */
  hasAdmin(): Promise<boolean>
  /** Waits for requests that are being answered, then closes the live half and the stores. */
  close(): Promise<void>
}

export interface WorkspaceToCompose {
  readonly folder: string
  readonly config: WorkspaceConfig
  readonly stores: OpenedStores
  /** Of the lock, so that those who can read it can ask. */
  readonly token: string
  /** One more that is accepted, which stays the same from start to start. */
  readonly lastingToken?: string
  /** Whether nobody else can be working on these stores: then what a dead process left unfinished is ended. */
  readonly alone: boolean
  readonly author: string
  /** Of what is logged; absent: nothing is. */
  readonly logLevel?: string
}

/** The application on a workspace folder. */
export async function composeWorkspace(workspace: WorkspaceToCompose): Promise<Composition> {
  const { folder, config, stores, token, lastingToken, author } = workspace
  const log = createLog(workspace.logLevel)
  const paths = workspacePaths(folder)
  const hiding = await engineOn(stores, workspace)
  const tokens = lastingToken === undefined ? [token] : [token, lastingToken]
  const closeRest = () => closeStores(stores)
  const place = { folder: paths.profiles }
  const look = () => lookAtProfiles(config.profiles, place)
  if (hiding === undefined) {
    const figures = new Figures()
    const app = createApp(refusingHandlers({ ...stores, folder, lookAtProfiles: look }), {
      tokens,
      gate: new Gate({ tokens, owner: author, clock: Date.now }),
      probed: { figures },
      jobs: new Jobs(Date.now),
      log,
      failed: reportDefect,
    })
    const startLive = () => Promise.reject(stores.failure)
    const hasAdmin = () => Promise.resolve(false)
    return { app, token, log, startLive, hasAdmin, close: () => app.close().then(closeRest) }
  }
  const { engine, hidden } = hiding
  const composed = assemble({
    hidden,
    setAsideRows: new SetAsideFolder(paths.imports),
    services: {
      engine,
      files: localFiles,
      uploads: new Uploads(join(paths.data, 'uploads'), Date.now),
      setAside: paths.imports,
      folder,
      author,
      settings: config.settings,
      localFiles: true,
      lookAtProfiles: look,
      ...(config.signIn === undefined ? {} : { provider: new SignInProvider(config.signIn) }),
    },
    tokens,
    log,
    openLive: async troubled => openLiveOn(engine, await openProfiles(config.profiles, place), troubled),
    courier: { post: globalThis.fetch, random: Math.random, firstPause: 1_000 },
    closeRest,
  })
  // What a process that was killed has left of an erasure goes before anybody can ask.
  await composed.erasures.resume().catch(reportDefect)
  return composed
}

/** What the routes work on, and who is not seen by it. */
interface HidingEngine {
  readonly engine: DiscoveryPorts & TrainingPorts
  readonly hidden: HiddenCustomers
}

/** `undefined` where a store cannot be used. */
async function engineOn(
  { warehouse, catalog, failure }: OpenedStores,
  { alone }: WorkspaceToCompose,
): Promise<HidingEngine | undefined> {
  if (failure !== undefined || warehouse === undefined || catalog === undefined) return undefined
  const hidden = new HiddenCustomers(catalog.erasures, Date.now)
  const engine = {
    ...{ warehouse: hidingWarehouse(warehouse, hidden), catalog, clock: Date.now },
    groups: workerGroupFinder,
    trainer: workerModelTrainer,
  }
  await recoverWorkspace(engine, alone)
  return { engine, hidden }
}

async function closeStores({ warehouse, catalog }: OpenedStores): Promise<void> {
  await Promise.all([warehouse?.close(), catalog?.close()])
}

export interface MemoryOptions {
  readonly clock: Clock
  /** Folder for uploads. */
  readonly uploads: string
  /** Puts something between the engine and the warehouse, such as a delay. */
  readonly between?: (warehouse: Warehouse) => Warehouse
  /** Another live half than the one over these stores. */
  readonly openLive?: () => Promise<OpenedLive>
  readonly courier?: Pick<CourierPorts, 'post' | 'random' | 'firstPause'>
  readonly signIn?: SignInAddress
  /** Where the log goes, every detail of it; absent: nowhere. */
  readonly log?: DestinationStream
}

/** The application on stores in memory, for tests: the same routes, nothing outlives it. `engine` is what they work on. */
export function composeMemory(
  options: MemoryOptions,
): Composition & { readonly engine: DiscoveryPorts & TrainingPorts } {
  const warehouse = new MemoryWarehouse(data => new MemoryImports(data))
  const catalog = new MemoryCatalog()
  const hidden = new HiddenCustomers(catalog.erasures, options.clock)
  const engine = {
    warehouse: hidingWarehouse(options.between?.(warehouse) ?? warehouse, hidden),
    catalog,
    clock: options.clock,
    groups: groupFinderHere,
    trainer: modelTrainerHere,
  }
  const composition = assemble({
    hidden,
    // The machine's folder for what is temporary is not ours alone.
    setAsideRows: new SetAsideFolder(
      options.uploads === tmpdir() ? join(options.uploads, 'kindred-none') : options.uploads,
    ),
    services: {
      engine,
      files: localFiles,
      uploads: new Uploads(options.uploads, options.clock),
      setAside: options.uploads,
      author: 'test',
      settings: {},
      localFiles: true,
      ...(options.signIn === undefined ? {} : { provider: new SignInProvider(options.signIn) }),
    },
    tokens: [randomBytes(24).toString('hex')],
    log: options.log === undefined ? createLog(undefined) : createLog('trace', options.log),
    openLive: options.openLive ?? (troubled => openLiveOn(engine, new MemoryProfiles(), troubled)),
    courier: options.courier ?? { post: globalThis.fetch, random: Math.random, firstPause: 1_000 },
    closeRest: () => closeStores({ warehouse, catalog }),
  })
  return { ...composition, engine }
}

interface Parts {
  readonly hidden: HiddenCustomers
  readonly setAsideRows: SetAsideRows
  readonly services: Omit<Services, 'live' | 'hooks' | 'jobs' | 'erasures' | 'gate' | 'trail' | 'workspaceId'>
  readonly tokens: readonly string[]
  readonly log: Logger
  readonly openLive: (troubled: (trouble: LiveTrouble) => void) => Promise<OpenedLive>
  readonly courier: Pick<CourierPorts, 'post' | 'random' | 'firstPause'>
  readonly closeRest: () => Promise<void>
}

function assemble(parts: Parts): Composition & { readonly erasures: Erasures } {
  const { services, tokens, log, openLive, courier, closeRest } = parts
  const { engine } = services
  const figures = new Figures()
  const failed = (error: unknown): void => {
    log.error(loggedError(error), 'background work failed')
    reportDefect(error)
  }
  const told: CourierPorts['told'] = (hook, outcome) => {
    figures.hooks.count(outcome)
    if (outcome === 'buried') log.warn({ hook }, 'a delivery became a dead letter')
  }
  const hooks = new HookDeliveries(
    { ...courier, hooks: engine.catalog.hooks, clock: engine.clock, told },
    failed,
  )
  const troubled = ({ in: where, error }: LiveTrouble): void => {
    log.warn({ ...loggedError(error), in: where }, 'trouble; it is tried again')
    reportDefect(error)
  }
  const retraining = new Retraining({
    ...{ engine, failed, author: services.author, settings: services.settings },
    promoted: () => live.soon(),
    told: (model, why, says) => log.info({ model, why, says }, 'a model was to be trained anew'),
  })
  const erasures: Erasures = new Erasures(
    {
      ...{ ...engine, hidden: parts.hidden, setAside: parts.setAsideRows },
      live: () => live.running,
      forgetAnswers: customers => jobs.forgetResultsWith(customers),
      hasProfiles: async () => (await services.lookAtProfiles?.()) !== undefined,
    },
    failed,
  )
  const live: LiveHost = new LiveHost({
    open: () => openLive(troubled),
    companions: [hooks, retraining, erasures],
    failed,
  })
  figures.watch(live)
  const { access, audit } = engine.catalog
  const gate = new Gate({ tokens, owner: services.author, store: access, clock: engine.clock })
  const trail = new AuditTrail(audit, engine.clock, failed)
  const workspaceId = workspaceIdOf(engine.catalog)
  const jobs = new Jobs(engine.clock)
  const app = createApp(allHandlers({ ...services, live, hooks, jobs, erasures, gate, trail, workspaceId }), {
    ...{ tokens, gate, jobs, audited: new Audited(trail, workspaceId) },
    probed: { engine, live, figures },
    log,
    failed: reportDefect,
  })
  const { provider } = services
  if (provider !== undefined)
    mountProvider(app, { provider, trail, gate, store: access, clock: engine.clock })
  return {
    app,
    token: tokens[0] ?? '',
    log,
    erasures,
    startLive: progress => live.start(progress),
    hasAdmin: async () => (await access.users.list()).some(isAdmin),
    async close() {
      await app.close()
      await jobs.close()
      await erasures.close()
      await live.close()
      await trail.writeAll()
      await closeRest()
    },
  }
}

/** Once there is one it stays. */
function workspaceIdOf(catalog: Catalog): () => Promise<string> {
  let known: string | undefined
  return async () => {
    known ??= (await catalog.workspaces())[0]
    return known ?? ''
  }
}

/** A defect's message may hold a person's data: it is shown only to who asks for it. */
function reportDefect(error: unknown): void {
  if (process.env.KINDRED_DEBUG !== undefined) console.error(error)
}
