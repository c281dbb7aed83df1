import type { SourceFiles } from '../ports/source-file.ts'
import { importedAttributeCases } from './import-attribute-cases.ts'
import { importConversionCases } from './import-conversion-cases.ts'
import { importedCustomerCases } from './import-customer-cases.ts'
import type { WarehouseOfImports } from './import-files.ts'
import { formCases } from './import-form-cases.ts'
import { publishingCases } from './import-publishing-cases.ts'
import { setAsideCases } from './import-set-aside-cases.ts'

export interface WarehouseImportsSuite {
  readonly name: string
  /** A new, empty warehouse, migrated. */
  open(): Promise<WarehouseOfImports>
  readonly detect: SourceFiles['detect']
  /** Why forms of files, conversions of cells and rows set aside are not tried here. */
  readonly skipReading?: string
  /** Why what is found out of each customer's own rows is not tried here. */
  readonly skipOwnRows?: string
}

/** Loading files: every warehouse gives the same events, customers and rows set aside. */
export function warehouseImportsSuite(suite: WarehouseImportsSuite): void {
  publishingCases(suite)
  setAsideCases(suite)
  formCases(suite)
  importedCustomerCases(suite)
  importedAttributeCases(suite)
  importConversionCases(suite)
}
