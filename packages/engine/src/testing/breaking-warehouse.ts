import type { Warehouse } from '../ports/warehouse.ts'

/** The same warehouse, but every statement that evaluates the named definition fails; all of them, when none is named. */
export function breakingOn(warehouse: Warehouse, id: string): Warehouse {
  const refuse = (ids: readonly string[]) => {
    if (id === '' || ids.includes(id)) throw new Error(`the statement breaks on '${id}'`)
  }
  const breaking: Partial<Warehouse> = {
    async refresh(request, progress) {
      refuse([...request.segments, ...request.segmentations].map(each => each.id))
      return warehouse.refresh(request, progress)
    },
    async sizes(query) {
      refuse([...query.conditions.keys()].map(key => key.split(' ')[1] ?? key))
      return warehouse.sizes(query)
    },
    async cutoffs(context, segmentations) {
      refuse(segmentations.map(each => each.id))
      return warehouse.cutoffs(context, segmentations)
    },
  }
  return new Proxy(warehouse, {
    get(target, name) {
      const own: unknown = Reflect.get(name in breaking ? breaking : target, name)
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
}
