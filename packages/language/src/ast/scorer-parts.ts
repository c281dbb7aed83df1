import type { InputReading, Scorer, ScorerNode } from './scorer.ts'

/** The words a scorer asks about, for every input of words: each once, in the order in which they are met. */
export function wordsOfScorer(scorer: Scorer): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, Set<string>>()
  for (const { input, levels } of questionsOf(scorer)) {
    const words = found.get(input) ?? new Set()
    for (const level of levels) if (level !== null) words.add(level)
    found.set(input, words)
  }
  return new Map([...found].map(([input, words]) => [input, [...words]]))
}

interface Question {
  readonly input: number
  readonly levels: readonly (string | null)[]
}

function questionsOf(scorer: Scorer): readonly Question[] {
  if (scorer.kind === 'blend') return scorer.of.flatMap(questionsOf)
  if (scorer.kind === 'lifetime') return []
  return scorer.kind === 'trees'
    ? scorer.trees.flat().flatMap(questionOf)
    : scorer.readings.flatMap(wordsRead)
}

function questionOf(node: ScorerNode): readonly Question[] {
  return node.kind === 'levels' ? [node] : []
}

function wordsRead({ input, how }: InputReading): readonly Question[] {
  if (how.kind === 'level') return [{ input, levels: [how.level] }]
  return how.kind === 'order' || how.kind === 'other' ? [{ input, levels: how.levels }] : []
}
