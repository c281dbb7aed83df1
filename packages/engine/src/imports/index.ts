export { snakeCase } from '../catalog/snake-case.ts'
export {
  type CheckedMappingFile,
  checkMapping,
  type ImportDeclarations,
  type MappingScope,
} from './check-mapping.ts'
export type * from './checked-mapping.ts'
export { cleanText } from './clean-text.ts'
export { DelimitedScanner, LONGEST_RECORD } from './delimited-scanner.ts'
export { detectEncoding, markLength } from './detect-encoding.ts'
export {
  columnNames,
  type DetectedShape,
  describeColumns,
  detectShape,
  type TextSample,
} from './detect-shape.ts'
export { type DraftOptions, draftMapping, type MappingDraft } from './draft-mapping.ts'
export { ImportError, type ImportErrorCode, importErrors } from './errors/import-errors.ts'
export {
  type ImportProblem,
  type ImportProblemCode,
  importProblem,
  importProblems,
} from './errors/import-problems.ts'
export { rowProblem, rowProblems } from './errors/row-problems.ts'
export { flattenJson, parseExactly } from './flatten-json.ts'
export type * from './import-expression.ts'
export { JsonLinesScanner } from './json-lines-scanner.ts'
export { type MappedText, type MappingFile, readMappingFile } from './mapping-file.ts'
export {
  type PackedRows,
  type RowDefect,
  RowPacker,
  rowDefects,
  type SourceRow,
  unpackRows,
} from './packed-rows.ts'
export { parseImportExpression } from './parse-import-expression.ts'
export { type ImportPreview, previewRows } from './preview-rows.ts'
export { printImportExpression } from './print-import-expression.ts'
export { printMapping } from './print-mapping.ts'
export { type ReadRow, rowsAs } from './read-row.ts'
export type * from './reading.ts'
export { defectProblem, problemOf, type RowProblem, shortened } from './row-problem.ts'
export { formatName, RowReader, truthWords } from './row-reader.ts'
export * from './source-shape.ts'
export {
  firstDay,
  ISO_PATTERN,
  lastDay,
  readTime,
  type TimeFormat,
  type TimeLetter,
  type TimeToken,
  timePattern,
} from './time-format.ts'
export { windows1252ToUtf8 } from './windows-1252.ts'
