import type { WarehouseOfPopulation } from '@kindred/engine/testing'
import { ClickHouseRecords } from '../../clickhouse-records.ts'
import type { Nodes } from '../../nodes.ts'
import { PopulationQueries } from '../population-queries.ts'

/** Customers and events as `ClickHouseRecords` writes them, and the questions about them. */
export async function populationUnderTest(nodes: Nodes): Promise<WarehouseOfPopulation> {
  const records = new ClickHouseRecords(nodes)
  await records.migrate()
  const population = new PopulationQueries(nodes)
  return {
    declare: schema => records.declare(schema),
    append: batch => records.append(batch),
    batch: () => records.batch(),
    sizes: query => population.sizes(query),
    rows: query => population.rows(query),
    ranked: query => population.ranked(query),
    table: query => population.table(query),
    difference: query => population.difference(query),
    migration: query => population.migration(query),
    cutoffs: (context, segmentations) => population.cutoffs(context, segmentations),
    refresh: (request, progress) => population.refresh(request, progress),
    dropRefresh: id => population.dropRefresh(id),
    keepRefreshes: ids => population.keepRefreshes(ids),
    members: query => population.members(query),
    overlap: query => population.overlap(query),
    membership: (refresh, layout, customer) => population.membership(refresh, layout, customer),
    transitions: query => population.transitions(query),
    movement: query => population.movement(query),
  }
}
