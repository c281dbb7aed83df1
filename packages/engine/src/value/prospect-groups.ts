/** What prospects of one group would bring, and the most that winning them is worth. */
export interface ProspectGroup {
  readonly group: string
  readonly prospects: number
  readonly revenue: number
  readonly profit: number
  /** Of those who would bring a profit, all of it: with more, winning the group costs more than it brings. */
  readonly budget: number
  /** The budget, of one prospect. */
  readonly most: number
}

export interface ProspectRows {
  readonly revenue: Float64Array
  readonly profit: Float64Array
  /** Rows of those who are prospects. */
  readonly rows: Int32Array
  readonly groupOf: (row: number) => string
}

/**
 * Prospects by group, the largest budget first. Who is expected to cost more than she brings is worth no effort, and so
 * takes nothing from the budget of the others.
 *
 * @example
 * prospectGroups({ revenue: Float64Array.of(10, 4), profit: Float64Array.of(3, -1), rows: Int32Array.of(0, 1),
 *   groupOf: () => 'all' })
 * // [{ group: 'all', prospects: 2, revenue: 14, profit: 2, budget: 3, most: 1.5 }]
 */
export function prospectGroups({ revenue, profit, rows, groupOf }: ProspectRows): ProspectGroup[] {
  const groups = new Map<string, number[]>()
  for (const row of rows) {
    const members = groups.get(groupOf(row)) ?? []
    members.push(row)
    groups.set(groupOf(row), members)
  }
  return [...groups]
    .map(([group, members]) => {
      const budget = sumOf(members, row => mostFor(profit[row] ?? 0))
      return {
        ...{ group, prospects: members.length, budget, most: budget / members.length },
        revenue: sumOf(members, row => known(revenue[row])),
        profit: sumOf(members, row => profit[row] ?? 0),
      }
    })
    .sort((a, b) => b.budget - a.budget)
}

/** The most one should pay to win somebody. */
export function mostFor(profit: number): number {
  return Math.max(0, profit)
}

function known(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 0 : value
}

function sumOf(rows: readonly number[], of: (row: number) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0)
}

/** What all groups together bring, and may cost. */
export function prospectTotals(
  groups: readonly ProspectGroup[],
): Pick<ProspectGroup, 'revenue' | 'profit' | 'budget'> {
  const sum = (of: (group: ProspectGroup) => number) => groups.reduce((total, each) => total + of(each), 0)
  return {
    revenue: sum(({ revenue }) => revenue),
    profit: sum(({ profit }) => profit),
    budget: sum(({ budget }) => budget),
  }
}
