import type {
  Aggregate,
  AttributeRead,
  Checked,
  PropertyRead,
  ScoreRead,
  Sequence,
  Tiers,
} from '../ast/checked.ts'
import { classOf } from './class-of.ts'
import { compileAggregate, compileSelection, type SelectEvents } from './compile-aggregate.ts'
import { compileArithmetic, compileConvert } from './compile-arithmetic.ts'
import { compileCall } from './compile-call.ts'
import { compileBetween, compileCompare, compileKnown, compileOneOf } from './compile-compare.ts'
import { compileInWindow } from './compile-in-window.ts'
import { compileInside, compileNear } from './compile-place.ts'
import { compileScore } from './compile-score.ts'
import { compileSequence, type Followed, followSequence } from './compile-sequence.ts'
import { compileTagTest, compileTextTest } from './compile-text-test.ts'
import { EvaluationError } from './errors.ts'
import type { EvaluationContext } from './evaluation-context.ts'
import type { EventSource } from './event-source.ts'
import { groupEvents } from './group-events.ts'
import { held } from './held-value.ts'
import { type Compile, type Evaluate, type Holds, oncePerRun, type Run } from './run.ts'
import type { Subject } from './subject.ts'
import { writtenAlike } from './written-alike.ts'

/** Compiles any number of expressions that share what they have in common, and starts their runs. */
export interface Compiler extends Compile {
  /** Of calendar days. */
  readonly timezone: string
  begin(subject: Subject, asOf: number): Run
  /** The events an aggregate looks at. */
  selection(node: Aggregate): SelectEvents
  /** Where the population was cut. */
  cutsOf(tiers: Tiers): readonly (readonly (number | bigint)[])[]
  /** How far a sequence came. */
  sequence(node: Sequence): (run: Run) => Followed
}

/**
 * A compiler of closures. Aggregates that are written alike, scores of one model, and features, segments and segmentations that are
 * referred to more than once, are evaluated once for each subject and instant.
 *
 * @param source - Where events are taken from; the subject's own list when absent.
 */
export function newCompiler(context: EvaluationContext, source?: EventSource): Compiler {
  const known = new Map<Checked, Evaluate>()
  const aggregates = new Map<string, Evaluate>()
  const scores = new Map<string, Evaluate>()
  const sequences = new Map<string, (run: Run) => Followed>()
  const grouped = oncePerRun(run => groupEvents(run.subject.events))
  let epoch = 0

  function value(node: Checked): Evaluate {
    const before = known.get(node)
    if (before !== undefined) return before
    const evaluate = evaluateOf(node)
    known.set(node, evaluate)
    return evaluate
  }

  function evaluateOf(node: Checked): Evaluate {
    if (node.kind === 'aggregate') return aggregate(node)
    if (node.kind === 'score') return score(node)
    return node.kind === 'sequence'
      ? compileSequence(node, sequence(node))
      : compileNode(node, compiler, context)
  }

  function sequence(node: Sequence): (run: Run) => Followed {
    // `did` and `never` of the same steps follow them once.
    const key = writtenAlike({ ...node, function: 'did' })
    const follow = sequences.get(key) ?? oncePerRun(followSequence(node, compiler, context))
    sequences.set(key, follow)
    return follow
  }

  function aggregate(node: Aggregate): Evaluate {
    const key = writtenAlike(node)
    const evaluate = aggregates.get(key) ?? oncePerRun(aggregateOf(node))
    aggregates.set(key, evaluate)
    return evaluate
  }

  function score(node: ScoreRead): Evaluate {
    const key = writtenAlike(node)
    const evaluate = scores.get(key) ?? oncePerRun(compileScore(node, compiler))
    scores.set(key, evaluate)
    return evaluate
  }

  function aggregateOf(node: Aggregate): Evaluate {
    const byEvents = compileAggregate(node, compiler, context)
    return source?.aggregate(node, byEvents) ?? byEvents
  }

  const compiler: Compiler = {
    timezone: context.timezone,
    value,
    condition: node => asCondition(value(node)),
    eventsOf: source?.eventsOf ?? ((run, event) => grouped(run).get(event) ?? []),
    selection: node => compileSelection(node, compiler, context),
    sequence,
    cutsOf: tiers => context.cutoffs?.get(tiers.id) ?? [],
    begin: (subject, asOf) => ({ subject, asOf, epoch: ++epoch, event: undefined }),
  }
  return compiler
}

function asCondition(evaluate: Evaluate): Holds {
  return run => evaluate(run) === true
}

function compileNode(
  node: Exclude<Checked, Sequence>,
  compile: Compile,
  context: EvaluationContext,
): Evaluate {
  switch (node.kind) {
    case 'literal':
      return () => node.value
    case 'attribute':
      return readAttribute(node)
    case 'property':
      return readProperty(node)
    case 'score':
      return compileScore(node, compile)
    case 'feature':
      return oncePerRun(compile.value(node.is))
    case 'segment':
      return oncePerRun(compile.condition(node.when))
    case 'class':
      return oncePerRun(classOf(node.of, compile, context))
    case 'aggregate':
      return compileAggregate(node, compile, context)
    case 'arithmetic':
      return compileArithmetic(node, compile)
    case 'call':
      return compileCall(node, compile, context)
    case 'convert':
      return compileConvert(node, compile, context.timezone)
    case 'choice': {
      const holds = compile.condition(node.condition)
      const then = compile.value(node.whenTrue)
      const otherwise = compile.value(node.otherwise)
      return run => (holds(run) ? then(run) : otherwise(run))
    }
    default:
      return compileCondition(node, compile, context)
  }
}

type Condition = Extract<
  Checked,
  {
    kind:
      | 'compare'
      | 'between'
      | 'one_of'
      | 'text_test'
      | 'tag_test'
      | 'known_test'
      | 'near'
      | 'inside'
      | 'in_window'
      | 'ranked'
      | 'and'
      | 'or'
      | 'not'
  }
>

function compileCondition(node: Condition, compile: Compile, context: EvaluationContext): Holds {
  switch (node.kind) {
    case 'compare':
      return compileCompare(node, compile)
    case 'between':
      return compileBetween(node, compile)
    case 'one_of':
      return compileOneOf(node, compile)
    case 'text_test':
      return compileTextTest(node, compile)
    case 'tag_test':
      return compileTagTest(node, compile)
    case 'known_test':
      return compileKnown(node.known, node.value, compile)
    case 'near':
      return compileNear(node, compile)
    case 'inside':
      return compileInside(node, compile)
    case 'in_window':
      return compileInWindow(node, compile, context)
    case 'ranked': {
      const by = compile.value(node.cut.by)
      const standing = classOf(node.cut, compile, context)
      return run => by(run) !== undefined && standing(run) === 'in'
    }
    case 'and': {
      const operands = node.operands.map(operand => compile.condition(operand))
      return run => operands.every(holds => holds(run))
    }
    case 'or': {
      const operands = node.operands.map(operand => compile.condition(operand))
      return run => operands.some(holds => holds(run))
    }
    case 'not': {
      const holds = compile.condition(node.operand)
      return run => !holds(run)
    }
  }
}

function readAttribute({ name, type }: AttributeRead): Evaluate {
  const what = `the attribute '${name}'`
  return run => held(type, run.subject.attributes.get(name), what)
}

function readProperty({ event, name, type }: PropertyRead): Evaluate {
  const what = `the property '${name}' of '${event}'`
  return run => {
    if (run.event === undefined) throw new EvaluationError('property_without_event', what, `'${event}'`)
    return held(type, run.event.properties.get(name), what)
  }
}
