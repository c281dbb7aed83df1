import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { type KernelShare, serve } from './serve.ts'
import type { WasmModule } from './web-assembly.ts'

const module: WasmModule = workerData

// A shared memory counts for nothing when the engine decides whether to look for garbage, however large it is: a helper
// that waits for work would hold on to what it last worked in.
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
const PAUSE = 50
let isCollecting = false

parentPort?.on('message', (share: Omit<KernelShare, 'module'>) => {
  serve({ ...share, module })
  if (isCollecting) return
  isCollecting = true
  setTimeout(() => {
    isCollecting = false
    collectGarbage()
  }, PAUSE)
})
