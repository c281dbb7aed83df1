import { type EnginePorts, type LiveTimer, type LiveTrouble, openLive, type Profiles } from '@kindred/engine'
import type { OpenedLive } from './live-host.ts'
import { sweepAlone } from './sweep-alone.ts'

/** The live half over its stores. Closing it closes the profiles too; what it shares with the rest stays open. */
export async function openLiveOn(
  engine: EnginePorts,
  profiles: Profiles,
  onTrouble: (trouble: LiveTrouble) => void,
): Promise<OpenedLive> {
  sweepAlone()
  try {
    const live = await openLive({ ...engine, profiles, timer, soon: setImmediate, onTrouble })
    return {
      live,
      profiles,
      async close() {
        await live.close()
        await profiles.close()
      },
    }
  } catch (error) {
    await profiles.close()
    throw error
  }
}

/** Does not keep a process alive by itself. */
const timer: LiveTimer = (run, millis) => {
  const timeout = setTimeout(run, millis).unref()
  return () => clearTimeout(timeout)
}
