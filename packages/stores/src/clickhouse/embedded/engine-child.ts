import { parentPort } from 'node:worker_threads'
import { DataType, load, open } from 'ffi-rs'

/*
 * The process the embedded warehouse runs in: forked, with the library's path and the command line as arguments.
 * The engine opens its ports when told to by a query and closes them when that query ends, so the query never ends.
 */
const [library = '', ...commandLine] = process.argv.slice(2)

// The parent is gone, however it went: nobody can stop this process any more, so it stops itself.
// Nothing is lost by it, for what was acknowledged is on disk.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
if (parentPort !== null || process.channel === undefined) process.exit(64)

// Keeps the event loop, and with it the handler above, alive while the engine runs on its own thread.
const heartbeat = setInterval(() => {}, 2 ** 30)

open({ library: 'engine', path: library })
const argv = ['clickhouse', ...commandLine]
// ffi-rs and not another bridge: the engine measures its thread's stack, and koffi calls from a stack of its own.
await load({
  library: 'engine',
  funcName: 'chdb_query_cmdline',
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [argv.length, argv],
  runInNewThread: true,
})
clearInterval(heartbeat)
// Only reached when the engine could not start: the endless query has failed, and said why on stderr.
process.exit(70)
