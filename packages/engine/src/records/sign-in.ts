/** A browser that is signed in. Its secret is with the browser alone: here is only its hash. */
export interface SignIn {
  readonly hash: string
  readonly user: string
  readonly createdAt: number
  readonly expiresAt: number
}

/** A link that is good for one thing, once. */
export interface OneTimeLink {
  readonly hash: string
  /** `setup`: be the first admin. `password`: choose one. */
  readonly purpose: 'setup' | 'password'
  /** Whose password. */
  readonly user: string | undefined
  readonly expiresAt: number
}
