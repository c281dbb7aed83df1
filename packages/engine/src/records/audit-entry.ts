/** Who did what, to what, when, and how it ended. Nothing of a customer but a pseudonym stands in it. */
export interface AuditEvent {
  readonly at: number
  readonly actor: AuditActor
  /** The name of a route, or `signIn`. */
  readonly action: string
  /** What it was about, each as `kind:name`; customers by their pseudonym. */
  readonly targets: readonly string[]
  readonly outcome: 'done' | 'refused' | 'failed'
  /** Code of the refusal or the failure. */
  readonly code: string | undefined
  /** How many calls this stands for. */
  readonly count: number
}

export interface AuditActor {
  readonly kind: 'user' | 'key' | 'owner' | 'nobody'
  readonly id: string
  /** As she, or it, was called then. */
  readonly name: string
}

/** An event in its place: `hash` covers it and, through the hash before, everything before it. */
export interface AuditEntry extends AuditEvent {
  /** 1, 2, 3 … without gaps. */
  readonly number: number
  readonly hash: string
}

export interface AuditQuery {
  /** Id or name of an actor. */
  readonly who?: string
  readonly what?: string
  readonly target?: string
  /** Milliseconds, both inclusive. */
  readonly from?: number
  readonly to?: number
  /** Only entries with a smaller number. */
  readonly before?: number
  readonly limit: number
}
