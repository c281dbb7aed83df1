import type { DefinitionKind } from './definitions.ts'

/** A change of definitions that somebody asks their owner to make. */
export interface Proposal {
  readonly id: string
  readonly author: string
  readonly at: number
  readonly reason: string
  /** As they would be applied. */
  readonly files: readonly { readonly name: string; readonly text: string }[]
  /** The version it was made against. */
  readonly version: number
  readonly definitions: readonly ProposedDefinition[]
  readonly state: 'open' | 'accepted' | 'refused'
  /** By whom it was accepted, refused or taken back. */
  readonly closed?: { readonly by: string; readonly at: number; readonly note?: string }
}

export interface ProposedDefinition {
  readonly kind: DefinitionKind
  readonly id: string
  /** As it was when it was proposed; absent: it is new, or nobody's. */
  readonly owner?: string
}
