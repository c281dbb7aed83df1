import type { LiveProgram } from '@kindred/language'
import type { Profiles } from '../ports/profiles.ts'
import {
  decodeCourse,
  type EnteredProgram,
  encodeCourse,
  newCourse,
  type ProgramCourse,
} from '../profiles/state/program-course.ts'
import { type CutoffTexts, cutoffTexts } from '../segments/cutoff-text.ts'
import { cutoffLayers } from '../segments/population-segmentations.ts'
import { type CurrentDefinitions, currentDefinitions, definitionsAt } from './current-definitions.ts'
import { cutPopulation } from './cut-population.ts'
import type { LiveLoop } from './live-loop.ts'
import type { LivePorts } from './live-ports.ts'
import {
  compileProgram,
  nothingInForce,
  type ProgramInForce,
  programInForce,
} from './live-program-setting.ts'
import { stateKeys } from './live-state-keys.ts'
import { doDue } from './live-timers.ts'
import type { LiveTurn } from './live-turn.ts'
import { bareContext } from './population-at.ts'
import { soundDefinitions } from './sound-definitions.ts'

/** What a program would be made of. */
interface Candidate {
  readonly current: CurrentDefinitions
  readonly cutoffs: CutoffTexts
  readonly program: LiveProgram
}

/** Which program is in force, and the course that the records are on after it. */
export class LivePrograms {
  readonly #ports: LivePorts
  #course: ProgramCourse
  #inForce: ProgramInForce = nothingInForce()

  constructor(ports: LivePorts) {
    this.#ports = ports
    this.#course = newCourse('')
  }

  get inForce(): ProgramInForce {
    return this.#inForce
  }

  get course(): ProgramCourse {
    return this.#course
  }

  /** Whether everybody up to this id has a record that was filled for the program in force. */
  isFilledUpTo(id: string, compare: (a: string, b: string) => number): boolean {
    const { isFilled, filledUpTo } = this.#course
    return isFilled || (filledUpTo !== undefined && compare(id, filledUpTo) <= 0)
  }

  /** Reads where the records were, and compiles the program that was in force. */
  async open(newId: () => string): Promise<void> {
    const { profiles, catalog } = this.#ports
    this.#course = (await readCourse(profiles)) ?? (await begunCourse(profiles, newId()))
    const entered = this.#course.programs.at(-1)
    if (entered === undefined) return
    const current = await definitionsAt(catalog, entered.version)
    const program = compileProgram(current, entered.cutoffs)
    this.#inForce = programInForce(this.#course, current, program)
  }

  /** Notes how far the records have come, in a turn's commit. */
  advance(turn: LiveTurn, change: Partial<ProgramCourse>): void {
    const course = { ...this.#course, ...change }
    turn.put('state', stateKeys.course, encodeCourse(course))
    turn.afterwards(() => {
      this.#course = course
      const { current, program } = this.#inForce
      if (current !== undefined) this.#inForce = { ...programInForce(course, current, program) }
    })
  }

  /** Brings the definitions of now into force, if they are others or their cut-offs are. */
  async switchIfChanged(loop: LiveLoop): Promise<void> {
    const candidate = await this.#candidate(loop.now())
    if (candidate === undefined) return
    const entered = this.#inForce.entered
    const isSame =
      entered !== undefined &&
      entered.version === candidate.current.version &&
      entered.fingerprint === candidate.program.keptFingerprint &&
      JSON.stringify(entered.cutoffs) === JSON.stringify(candidate.cutoffs)
    if (isSame) return
    while (!(await loop.submit({ items: 0, isAlone: true, run: turn => this.#enter(turn, candidate) })));
  }

  /** In force from this commit on, for every read. @returns false while timers are due that belong to the program before. */
  async #enter(turn: LiveTurn, { current, cutoffs, program }: Candidate): Promise<boolean> {
    if (await doDue(turn, this.#ports.profiles)) return false
    const last = this.#course.programs.at(-1)
    const needsFilling = last?.fingerprint !== program.keptFingerprint
    const entered: EnteredProgram = {
      number: (last?.number ?? 0) + 1,
      fill: (last?.fill ?? 0) + (needsFilling ? 1 : 0),
      fingerprint: program.keptFingerprint,
      version: current.version,
      cutoffs: writable(cutoffs),
      switchedAt: turn.now,
      layout: layoutOf(program),
    }
    const { filledUpTo, fillBatch, ...rest } = this.#course
    const filling = needsFilling
      ? { isFilled: false }
      : {
          ...(filledUpTo === undefined ? {} : { filledUpTo }),
          ...(fillBatch === undefined ? {} : { fillBatch }),
        }
    const course = { ...rest, ...filling, programs: [...rest.programs, entered], isWalked: false }
    turn.put('state', stateKeys.course, encodeCourse(course))
    turn.afterwards(() => {
      this.#course = course
      this.#inForce = programInForce(course, current, program)
    })
    return true
  }

  async #candidate(now: number): Promise<Candidate | undefined> {
    const current = await currentDefinitions(this.#ports.catalog)
    if (current === undefined) return undefined
    const cutoffs = await this.#cutoffsOf(current, now)
    return { current, cutoffs, program: compileProgram(current, cutoffs) }
  }

  /** Those of the last refresh; before there is one of these definitions, those of now, until then. */
  async #cutoffsOf(current: CurrentDefinitions, now: number): Promise<CutoffTexts> {
    const { catalog, warehouse } = this.#ports
    const { sound } = soundDefinitions(current.compiled)
    const wanted = new Set(
      cutoffLayers(sound)
        .flat()
        .map(({ id }) => id),
    )
    if (wanted.size === 0) return {}
    const refresh = await catalog.refreshes.current()
    if (refresh?.definitionsVersion === current.version) return only(refresh.cutoffs, wanted)
    const { entered } = this.#inForce
    if (entered?.version === current.version) return entered.cutoffs
    const context = bareContext(current.compiled.vocabulary, now)
    const cut = await cutPopulation({ warehouse, context, value: undefined, progress: () => {} }, sound)
    return only(cutoffTexts(cut.cutoffs), wanted)
  }
}

function only(cutoffs: CutoffTexts, wanted: ReadonlySet<string>): CutoffTexts {
  return Object.fromEntries(Object.entries(cutoffs).filter(([id]) => wanted.has(id)))
}

function writable(cutoffs: CutoffTexts): EnteredProgram['cutoffs'] {
  return Object.fromEntries(Object.entries(cutoffs).map(([id, lists]) => [id, lists.map(list => [...list])]))
}

function layoutOf({ segments, segmentations }: LiveProgram): EnteredProgram['layout'] {
  return {
    segments: [...segments],
    segmentations: segmentations.map(({ id, classes }) => ({ id, classes: [...classes] })),
  }
}

async function readCourse(profiles: Profiles): Promise<ProgramCourse | undefined> {
  const [bytes] = await profiles.read('state', [stateKeys.course])
  return bytes === undefined ? undefined : decodeCourse(bytes)
}

/** The first to open a store gives it its name. */
async function begunCourse(profiles: Profiles, store: string): Promise<ProgramCourse> {
  const course = newCourse(store)
  const value = encodeCourse(course)
  const isFirst = await profiles.commit({
    changes: [{ space: 'state', key: stateKeys.course, value }],
    expected: [{ space: 'state', key: stateKeys.course, value: undefined }],
  })
  return isFirst ? course : ((await readCourse(profiles)) ?? course)
}
