/** Rows that imports set aside of files that were uploaded: they lie in a folder of ours until they are mended. */
export interface SetAsideRows {
  /** In how many rows one of these stands, as a cell or in what could not be divided into cells. */
  held(customers: readonly string[]): Promise<number>
  /** Writes the files without those rows; one that holds nothing more goes. */
  forget(customers: readonly string[]): Promise<void>
}
