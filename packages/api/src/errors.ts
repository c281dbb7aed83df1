/** What can go wrong between a client and its server. Code → sentence → remedy. */
export const apiErrors = {
  server_unreachable: {
    says: (p: { address: string }) => `Nothing answers at ${p.address}.`,
    remedy: () => 'Check the address, and that `kindred serve` runs there.',
  },
  answer_not_understood: {
    says: (p: { route: string; what: string }) =>
      `The server's answer to '${p.route}' is not what this client expects: ${p.what}.`,
    remedy: () => 'Bring client and server to the same version; `kindred doctor` shows both.',
  },
  stream_broken: {
    says: (p: { route: string }) => `The server's answer to '${p.route}' ended before its result.`,
    remedy: () => 'See the log of the server; then do it again: work that was not finished left nothing.',
  },
  parameter_missing: {
    says: (p: { route: string; parameter: string }) =>
      `'${p.route}' was called without '${p.parameter}', which is part of its address.`,
    remedy: (p: { parameter: string }) => `Give '${p.parameter}'.`,
  },
} as const
