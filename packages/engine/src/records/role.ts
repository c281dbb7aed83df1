/** What somebody is in a workspace; what each may do is the contract's to say. */
export type Role = 'admin' | 'marketer' | 'analyst' | 'agent' | 'ingest' | 'decide'
