import type { SourceFiles } from '@kindred/engine'
import { detectFile } from './detect-file.ts'
import { localFile } from './local-file.ts'
import { writeSetAside } from './write-set-aside.ts'

/** Files on this machine, as an import asks for them. */
export const localFiles: SourceFiles = { open: localFile, detect: detectFile, writeSetAside }
