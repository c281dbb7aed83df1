import { LearningError, type Table } from '@kindred/learning'
import type { DiscoveredRule, DiscoveredRules } from '../../records/discovery.ts'
import { bestList } from './best-list.ts'
import { conditionText } from './condition-text.ts'
import { comparisonsOf, type RuleGroup } from './rule-list.ts'
import { RuleRows, type Tally } from './rule-rows.ts'
import type { RulesRequest } from './rules-request.ts'
import { takeRows } from './take-rows.ts'
import { spokenCondition, type Written, writtenFeatures } from './written-features.ts'

/**
 * Groups as conditions that people can read, in the segment language: the first that holds names the group, and whoever
 * is left is of the last. As short as the target allows; what they lose is told, group by group.
 *
 * A tree over the original values is pruned; its leaves are joined, conditions that do not matter dropped, thresholds
 * rounded. Fidelity, precision and recall are those of the rules as written, on all rows given.
 *
 * @throws LearningError `column_missing`, `no_rows`, `wrong_length`, `bad_option`, `cancelled`
 *
 * Cost: that of the tree, and some thousand tries of a list on up to 30,000 rows: a second or two.
 *
 * @example
 * writeRules({ features, table, labels, groups: ['loyal', 'new'] }).groups[0]
 * // { group: 'loyal', when: 'orders >= 12', english: 'the orders are at least 12', conditions: 1, precision: 0.97, … }
 */
export function writeRules(request: RulesRequest): DiscoveredRules {
  const { groups, target = 0.9 } = request
  if (!(target > 0 && target <= 1))
    throw new LearningError('bad_option', {
      option: 'target',
      given: String(target),
      wanted: 'a share above 0, at most 1',
    })
  const { table, labels } = rowsToLearnFrom(request)
  const all = new RuleRows(table, labels, groups.length)
  const asked = { ...request, table, labels, groups: groups.length, target }
  const found = groups.length > 1 ? bestList(asked) : { groups: [], last: 0 }
  const tally = all.tally(found)
  const written = writtenFeatures(request, table)
  const last: RuleGroup = { group: found.last, boxes: [] }
  const rules = [...found.groups, last].map(group =>
    writeRule(group, group === last, request, written, tally),
  )
  return { fidelity: tally.fidelity, target, groups: rules }
}

function rowsToLearnFrom({ features, table, labels }: RulesRequest): { table: Table; labels: Int32Array } {
  const columns = features.map(({ id }) => {
    const column = table.columns.find(({ name }) => name === id)
    if (column === undefined) throw new LearningError('column_missing', { column: id })
    if (column.values.length !== labels.length)
      throw new LearningError('wrong_length', {
        what: `The column '${id}'`,
        given: column.values.length,
        wanted: labels.length,
      })
    return column
  })
  const rows = Array.from({ length: labels.length }, (_, row) => row).filter(row => labels[row]! >= 0)
  if (rows.length === 0) throw new LearningError('no_rows', { what: 'The list of groups' })
  return takeRows({ columns }, Int32Array.from(labels), rows)
}

function writeRule(
  group: RuleGroup,
  isLast: boolean,
  request: RulesRequest,
  written: Written,
  tally: Tally,
): DiscoveredRule {
  const { own, given, right } = tally.groups[group.group]!
  const figures = { precision: given > 0 ? right / given : 0, recall: own > 0 ? right / own : 0 }
  const id = request.groups[group.group]!
  if (isLast) return { group: id, when: 'true', english: 'everybody else', conditions: 0, ...figures }
  const when = conditionText(group, written.features)
  return {
    group: id,
    when,
    english: spokenCondition(group, written),
    conditions: comparisonsOf(group),
    ...figures,
  }
}
