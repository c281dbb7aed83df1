/** One import and how far it came. */
export interface ImportRecord {
  readonly id: string
  readonly kind: 'customers' | 'events'
  readonly file: string
  readonly size: number
  readonly startedAt: number
  readonly finishedAt?: number
  /** staging: nothing can be seen yet; publishing: parts may be, to be finished by publishing again; done; failed: nothing was kept. */
  readonly state: 'staging' | 'publishing' | 'done' | 'failed'
  readonly rows?: number
  readonly imported?: number
  readonly duplicates?: number
  readonly skipped?: number
  readonly setAside?: number
  readonly setAsideFile?: string
  readonly reason?: string
}
