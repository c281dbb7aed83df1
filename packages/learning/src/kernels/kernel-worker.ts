import { workerData } from 'node:worker_threads'
import { type KernelShare, serve } from './serve.ts'

const share: KernelShare = workerData
serve(share)
