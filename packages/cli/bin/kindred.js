#!/usr/bin/env node
// Plain JavaScript, so that an old Node can read it and say what is missing.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
/*
 * PostgreSQL's functions are long: V8 takes a second of processor to compile again what it has seen run a few times, and
 * a process that ends waits for that. So only what runs through a gigabyte is compiled again. V8 heeds this from the
 * start only, so that the program puts itself in its own place, as the same process.
 */
const FLAG = '--wasm-tiering-budget=1000000000'
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname
const source = join(here, '../src/main.ts')
const main = existsSync(source) ? source : join(here, '../src/main.js')

// What was compiled once is kept for the next start.
module.enableCompileCache?.()

const isNewEnough = Number(process.versions.node.split('.')[0]) >= NEEDED
if (isNewEnough && !process.execArgv.includes(FLAG)) beginAgain()

if (isNewEnough) await import(main)
else process.exitCode = runWithOwnNode() ?? refuse()

/** Comes back only where a process cannot be put in another's place. */
function beginAgain() {
  const [node, ...rest] = process.argv
  const { emitWarning } = process
  // That it is experimental in Node 24 is none of the user's business.
  process.emitWarning = () => undefined
  try {
    process.execve?.(process.execPath, [node, FLAG, ...process.execArgv, ...rest], process.env)
  } catch {
    // Then this process goes on as it is, only slower.
  }
  process.emitWarning = emitWarning
}

/** The npm package `node`, where it was installed beside us, is a Node of the right version. */
function runWithOwnNode() {
  const node = ownNode()
  if (node === undefined) return undefined
  // Ctrl-C goes to both of us: the program says what became of its work, and we wait for it.
  process.on('SIGINT', () => undefined)
  return (
    spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
      .status ?? 1
  )
}

function ownNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json')
    const node = join(dirname(manifest), 'bin/node')
    return existsSync(node) ? node : undefined
  } catch {
    return undefined
  }
}

function refuse() {
  console.error(
    `Kindred needs Node ${NEEDED} or newer; this is ${process.versions.node}. ` +
      `Install it, or run: npx -p node@${NEEDED} -p kindred kindred ${process.argv.slice(2).join(' ')}`,
  )
  return 2
}
