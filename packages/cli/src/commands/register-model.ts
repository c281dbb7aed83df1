import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { cliError } from '../errors.ts'
import { renderModel } from '../models/render-model.ts'
import { type Session, withSession } from '../session.ts'
import { style } from '../terminal/style.ts'

type Samples = Parameters<Session['client']['registerModel']>[0]['samples']

interface RegisterOptions {
  readonly sample: string
}

export function addRegister(parent: Command): void {
  parent
    .command('register <model> <file>')
    .description(
      'store a model that was fitted elsewhere (ONNX) as the next version, held against sample rows',
    )
    .requiredOption(
      '--sample <file>',
      'rows with what it foretells: [{ "inputs": [3, 120.5], "score": 0.27 }]',
    )
    .action(
      withSession<RegisterOptions>(async (session, [id = '', path = ''], { sample }) => {
        const model = await session.client.registerModel({
          ...{ id, author: process.env.USER ?? 'unknown' },
          file: fileAt(path).toString('base64'),
          samples: samplesIn(sample),
        })
        const next = `\n\n${style.quiet('Next:')} kindred model compare ${id}  or  kindred model promote ${id} ${model.version} --dry-run`
        await session.print(model, async () => `${renderModel(model, await session.locale())}${next}`)
      }),
    )
}

function fileAt(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw cliError('file_not_readable', { file: path, why: reasonOf(error) })
  }
}

/** What is wrong within is told by the API, row by row. */
function samplesIn(path: string): Samples {
  try {
    return JSON.parse(fileAt(path).toString('utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw cliError('file_not_readable', { file: path, why: `it is no JSON (${error.message})` })
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
