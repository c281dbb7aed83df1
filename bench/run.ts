import { existsSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { argv, exit, stderr, stdout, version } from 'node:process'
import { parseArgs } from 'node:util'
import { type Benchmark, type Figure, holds } from './benchmark.ts'

const usage = 'npm run bench -- NAME [--incremental] [--json] [--scale S]'

interface Request {
  readonly name: string
  readonly json: boolean
  readonly scale: number
}

function readRequest(): Request {
  const { values, positionals } = parseArgs({
    args: argv.slice(2),
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      scale: { type: 'string', default: '1' },
      incremental: { type: 'boolean', default: false },
    },
  })
  const [name] = positionals
  const scale = Number(values.scale)
  if (name === undefined || positionals.length > 1) refuse(`Name one benchmark: ${usage}.`)
  if (!(scale > 0)) refuse(`--scale is '${values.scale}'. Give a number above 0.`)
  return { name: values.incremental ? `${name}-incremental` : name, json: values.json, scale }
}

function refuse(says: string): never {
  stderr.write(`${says}\n`)
  exit(2)
}

async function load(name: string): Promise<Benchmark> {
  const path = resolve(import.meta.dirname, `${name}.ts`)
  if (!/^[a-z-]+$/.test(name) || !existsSync(path)) refuse(`There is no benchmark '${name}' in bench/.`)
  const loaded: { readonly benchmark?: Benchmark } = await import(path)
  if (loaded.benchmark === undefined) refuse(`bench/${name}.ts is no benchmark: it exports no 'benchmark'.`)
  return loaded.benchmark
}

function goalText({ goal }: Figure): string {
  if (goal === undefined) return ''
  return 'atLeast' in goal ? `>= ${goal.atLeast}` : `<= ${goal.atMost}`
}

function document(name: string, figures: readonly Figure[]): string {
  const [cpu] = cpus()
  const machine = `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${version}`
  const listed = figures.map(each => ({
    id: each.id,
    value: each.value,
    unit: each.unit,
    goal: each.goal === undefined ? null : goalText(each),
    holds: holds(each),
  }))
  return JSON.stringify({ bench: name, machine, figures: listed }, null, 2)
}

function table(claim: string, figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ id }) => id.length))
  const lines = figures.map(each => {
    const mark = each.goal === undefined ? ' ' : holds(each) ? '✓' : '✗'
    const value = each.value.toLocaleString('en', { maximumSignificantDigits: 4 }).padStart(12)
    return `${mark} ${each.id.padEnd(width)} ${value} ${each.unit}  ${goalText(each)}`.trimEnd()
  })
  return [claim, ...lines].join('\n')
}

const { name, json, scale } = readRequest()
const benchmark = await load(name)
const figures = await benchmark.run({ scale, note: line => stderr.write(`${line}\n`) })
stdout.write(`${json ? document(name, figures) : table(benchmark.claim, figures)}\n`)
exit(figures.every(holds) ? 0 : 1)
