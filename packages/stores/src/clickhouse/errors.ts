export { WarehouseError, type WarehouseErrorCode, warehouseErrors } from '../errors/warehouse-errors.ts'
