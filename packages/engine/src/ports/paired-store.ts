/** A store that knows which workspace it belongs to, so that another's is noticed when an address points to it. */
export interface PairedStore {
  /**
   * Ids of the workspaces it belongs to: none before it was first opened, one from then on; several where nodes of several
   * workspaces were put together.
   */
  workspaces(): Promise<readonly string[]>
  /** Notes the id wherever none is noted yet; of several that do so at once the first one stays. */
  joinWorkspace(id: string): Promise<void>
}
