/** The import table of the house. A row names what a place may import; everything else fails the check. */

/** Package → packages of ours it may import. */
export const packages: Record<string, readonly string[]> = {
  language: [],
  learning: [],
  engine: ['language', 'learning'],
  stores: ['engine', 'language'],
  api: ['language'],
  server: ['api', 'engine', 'stores', 'language'],
  console: ['api', 'language'],
  cli: ['api', 'language', 'server'],
}

/** Folders inside a package → sibling folders they may import; `*` is every folder. Folders not named here are free, cycles apart. */
export const folders: Record<string, Record<string, readonly string[]>> = {
  language: {
    vocabulary: ['ast'],
    ast: ['vocabulary'],
    parse: ['ast', 'vocabulary'],
    print: ['ast', 'vocabulary'],
    check: ['ast', 'vocabulary'],
    english: ['ast', 'vocabulary'],
    sql: ['ast', 'vocabulary'],
    evaluate: ['ast', 'vocabulary'],
    explain: ['ast', 'vocabulary', 'evaluate', 'english'],
    testing: ['*'],
  },
  learning: {
    numeric: [],
    kernels: [],
    matrix: ['numeric', 'kernels'],
    preparation: ['numeric', 'matrix'],
    reduction: ['numeric', 'matrix', 'kernels'],
    clustering: ['numeric', 'matrix', 'kernels'],
    trees: ['numeric', 'matrix', 'kernels'],
    boosting: ['numeric', 'matrix', 'kernels', 'trees', 'calibration'],
    forest: ['numeric', 'matrix', 'kernels', 'trees'],
    explanation: ['numeric', 'matrix', 'trees', 'boosting', 'forest'],
    calibration: ['numeric', 'matrix'],
    layers: ['numeric', 'matrix', 'preparation', 'calibration'],
    linear: ['numeric', 'matrix', 'kernels', 'preparation', 'calibration', 'layers'],
    bayes: ['numeric', 'matrix', 'calibration', 'layers'],
    neighbours: ['numeric', 'matrix', 'preparation', 'clustering'],
    network: ['numeric', 'matrix', 'preparation', 'calibration', 'layers'],
    supervised: ['*'],
    uplift: ['numeric', 'matrix', 'trees', 'evaluation', 'supervised'],
    evaluation: ['numeric', 'matrix', 'kernels'],
    testing: ['*'],
  },
  console: {
    data: [],
    ui: ['data'],
    pages: ['ui', 'data'],
  },
  engine: {
    records: [],
    catalog: ['records'],
    imports: ['records', 'catalog'],
    ports: ['records', 'catalog', 'imports'],
    profiles: ['records', 'catalog', 'ports', 'imports'],
    access: ['records', 'catalog', 'ports'],
    privacy: ['records', 'catalog', 'ports'],
    features: ['records', 'catalog', 'ports'],
    segments: ['records', 'catalog', 'ports'],
    discovery: ['records', 'catalog', 'ports'],
    models: ['records', 'catalog', 'ports'],
    value: ['records'],
    campaigns: ['records', 'catalog', 'ports'],
    decisions: ['records', 'catalog', 'ports'],
    responses: ['records', 'catalog', 'ports'],
    monitoring: ['records', 'catalog', 'ports'],
    pipeline: ['*'],
    testing: ['*'],
  },
}

/** Pairs of folders that may import each other's types: one noun in two rooms. Anything else in a circle is a cycle. */
export const typeCircles: readonly (readonly [string, string])[] = [['language/ast', 'language/vocabulary']]
