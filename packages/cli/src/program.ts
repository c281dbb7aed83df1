import { Command } from 'commander'
import { addApply } from './commands/apply.ts'
import { addAssess } from './commands/assess.ts'
import { addAudit } from './commands/audit.ts'
import { addCohorts } from './commands/cohorts.ts'
import { addConsent, addConsents } from './commands/consents.ts'
import { addCustomer } from './commands/customer.ts'
import { addDemo } from './commands/demo.ts'
import { addDiscover } from './commands/discover.ts'
import { addDoctor } from './commands/doctor.ts'
import { addEquity } from './commands/equity.ts'
import { addErase, addErasures } from './commands/erase.ts'
import { addExplain } from './commands/explain.ts'
import { addExport } from './commands/export.ts'
import { addHistory } from './commands/history.ts'
import { addHooks } from './commands/hooks.ts'
import { addImport } from './commands/import.ts'
import { addInit } from './commands/init.ts'
import { addKeys } from './commands/keys.ts'
import { addLookalikes } from './commands/lookalikes.ts'
import { addMcp } from './commands/mcp.ts'
import { addMembers } from './commands/members.ts'
import { addMerge, addMerges, addUnmerge } from './commands/merges.ts'
import { addMigration } from './commands/migration.ts'
import { addModel } from './commands/model.ts'
import { addModels } from './commands/models.ts'
import { addParity } from './commands/parity.ts'
import { addPlan } from './commands/plan.ts'
import { addProspects } from './commands/prospects.ts'
import { addRefresh } from './commands/refresh.ts'
import { addScore } from './commands/score.ts'
import { addSegments } from './commands/segments.ts'
import { addServe } from './commands/serve.ts'
import { addTrain } from './commands/train.ts'
import { addUsers } from './commands/users.ts'
import { addValue } from './commands/value.ts'
import { addWatch } from './commands/watch.ts'
import { ownVersion } from './own-version.ts'

/** The whole command line, ready to parse. */
export function createProgram(): Command {
  const program = new Command('kindred')
    .description(
      'Customer segmentation and decision engine: finds the groups, says why, decides what to offer.',
    )
    .version(ownVersion())
    .option('-C <dir>', 'workspace folder (default: the nearest with a kindred.config.yaml)')
    .option('--json', 'one JSON document on standard output')
    .option('--url <url>', 'a server elsewhere (its token in KINDRED_TOKEN)')
    // In a list of commands their names: how each is used stands in its own help, with what holds everywhere.
    .configureHelp({ showGlobalOptions: true, subcommandTerm: command => command.name() })
    .showHelpAfterError('Run with --help to see how it is used.')
    .exitOverride()
  for (const add of commands) add(program)
  return program
}

const commands = [
  addDemo,
  addInit,
  addImport,
  addPlan,
  addApply,
  addRefresh,
  addSegments,
  addMembers,
  addCustomer,
  addExplain,
  addHistory,
  addMigration,
  addDiscover,
  addAssess,
  addTrain,
  addModels,
  addModel,
  addScore,
  addLookalikes,
  addValue,
  addEquity,
  addProspects,
  addCohorts,
  addServe,
  addWatch,
  addHooks,
  addMerge,
  addMerges,
  addUnmerge,
  addUsers,
  addKeys,
  addAudit,
  addErase,
  addErasures,
  addExport,
  addConsent,
  addConsents,
  addMcp,
  addParity,
  addDoctor,
]
