/**
 * The version of what expressions mean. It rises whenever any of them comes to mean something else than it did, were it
 * in a single case: who moves at the next refresh then moved by the definition, and not by the clock.
 */
export const RULES_VERSION = 1
