import type { RefreshRequest, RefreshSegment } from '@kindred/engine'
import type { ComparisonLayout } from '../../memberships/comparison-layout.ts'

/** A definition as moves into and out of it are explained. */
export interface ComparedDefinition {
  /** The cause of every move, where it does not depend on the customer. */
  readonly cause: 'definition' | 'data' | undefined
  readonly events: readonly string[]
  readonly attributes: readonly string[]
}

/** The definitions of a layout in its order: segments, then segmentations. */
export function comparedDefinitions(
  request: RefreshRequest,
  layout: ComparisonLayout,
): readonly ComparedDefinition[] {
  const before = request.previous?.layout
  const carried = new Set(request.carried.map(({ kind, id }) => `${kind} ${id}`))
  const segmentsNow = new Map(request.segments.map(each => [each.id, each]))
  const segmentationsNow = new Map(request.segmentations.map(each => [each.id, each]))
  const segmentsBefore = new Set(before?.segments)
  const segments = layout.segments.map(id => ({
    evaluated: segmentsNow.get(id),
    wasThere: segmentsBefore.has(id),
    isCarried: carried.has(`segment ${id}`),
  }))
  const segmentations = layout.segmentations.map(({ id }) => ({
    evaluated: segmentationsNow.get(id),
    wasThere: before?.segmentations.some(each => each.id === id) === true,
    isCarried: carried.has(`segmentation ${id}`),
  }))
  return [...segments, ...segmentations].map(compared)
}

interface Compared {
  readonly evaluated: Pick<RefreshSegment, 'changed' | 'events' | 'attributes'> | undefined
  readonly wasThere: boolean
  readonly isCarried: boolean
}

function compared({ evaluated, wasThere, isCarried }: Compared): ComparedDefinition {
  const { events = [], attributes = [] } = evaluated ?? {}
  return { cause: causeOf({ evaluated, wasThere, isCarried }), events, attributes }
}

function causeOf({ evaluated, wasThere, isCarried }: Compared): ComparedDefinition['cause'] {
  if (!wasThere || evaluated?.changed === true) return 'definition'
  if (evaluated !== undefined) return undefined
  // What is carried over as it stands only moves those who are new; what is gone moves everybody.
  return isCarried ? 'data' : 'definition'
}
