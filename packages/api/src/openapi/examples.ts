import type { RouteId } from '../contract/contract.ts'

interface RouteExample {
  readonly body?: unknown
  readonly answer?: unknown
}

const move = {
  id: 42,
  at: '2026-06-01T10:00:00.000Z',
  kind: 'segment',
  definition: 'on_the_phone',
  customer: 'C000042',
  from: 'out',
  to: 'in',
  cause: 'data',
  event: 'call-7',
}

/** A question and an answer of the routes that programs are written against first; a test holds them to their schemas. */
export const examples: { readonly [Id in RouteId]?: RouteExample } = {
  sendEvents: {
    body: {
      events: [
        { customer: 'C000042', event: 'call', id: 'call-7', properties: { topic: 'contract' } },
        {
          customer: 'C000042',
          event: 'purchase',
          at: '2026-06-01T12:00:00',
          properties: { amount: '19.90' },
        },
        { customer: 'C000042', event: 'purchse' },
      ],
    },
    answer: {
      accepted: 2,
      duplicates: 0,
      refused: 1,
      outcomes: [
        { index: 0, outcome: 'accepted', id: 'call-7' },
        { index: 1, outcome: 'accepted', id: '0d2f6c1e8a' },
        {
          index: 2,
          outcome: 'refused',
          code: 'event_unknown',
          says: "No event 'purchse' is declared.",
          remedy: "Write 'purchase', or declare it.",
        },
      ],
    },
  },
  sendCustomers: {
    body: { customers: [{ id: 'C000042', attributes: { country: 'CZ', churn_score: 0.82, job: null } }] },
    answer: {
      accepted: 1,
      duplicates: 0,
      refused: 0,
      outcomes: [{ index: 0, outcome: 'accepted', id: 'C000042' }],
    },
  },
  customerNow: {
    answer: {
      id: 'C000042',
      as_of: '2026-06-01T10:00:00.000Z',
      definitions_version: 3,
      features: { spend_90d: '1234.5', recency: 3, favourite_category: null },
      segments: [{ id: 'on_the_phone', since: '2026-06-01T09:58:00.000Z' }],
      classes: [{ id: 'lifecycle', class: 'active', since: null }],
      outside: [{ id: 'vip', reason: 'spend in 365 days is more than 2,000' }],
    },
  },
  erase: {
    body: { reason: 'asked for by letter of 2026-05-30' },
    answer: {
      id: '3c2f1b7e-6d0a-4a52-9d0b-0f2f5f3a9c11',
      at: '2026-06-01T10:00:00.000Z',
      author: 'anna@shop.example',
      reason: 'asked for by letter of 2026-05-30',
      ids: 2,
      found: [
        { store: 'warehouse', what: 'events', count: 48 },
        { store: 'profiles', what: 'records', count: 1 },
      ],
      done_at: '2026-06-01T10:00:02.000Z',
      waits: [],
      notes: [],
    },
  },
  recordConsent: {
    body: { channel: 'email', purpose: 'newsletter', given: false },
    answer: {
      consents: [
        {
          channel: 'email',
          purpose: 'newsletter',
          attribute: 'newsletter_consent',
          given: false,
          history: [
            { since: null, given: true },
            { since: '2026-06-01T10:00:00.000Z', given: false },
          ],
        },
      ],
    },
  },
  transitions: { answer: { transitions: [move], next: 42, oldest: 1, newest: 42 } },
  transitionStream: { answer: move },
  addHook: {
    body: { url: 'https://calls.example/kindred', definitions: ['vip'], moves: 'enter' },
    answer: {
      id: '5f1c8f0e-0c1f-4f1e-9a4e-1d6d2c1b7a10',
      url: 'https://calls.example/kindred',
      definitions: ['vip'],
      moves: 'enter',
      created_at: '2026-06-01T10:00:00.000Z',
      delivered: 42,
      dead_letters: 0,
      secret: '9f2c…',
    },
  },
  merge: {
    body: { from: 'C000043', into: 'C000042' },
    answer: {
      id: 7,
      at: '2026-06-01T10:00:00.000Z',
      from: 'C000043',
      into: 'C000042',
      by: 'hand',
      author: 'anna',
    },
  },
  addKey: {
    body: { name: 'Shop', role: 'ingest', per_minute: 60_000 },
    answer: {
      id: '0d15572f-4d22-4ab5-a0b4-84497f0a226a',
      name: 'Shop',
      prefix: 'kindred_3XcLTl',
      role: 'ingest',
      routes: [],
      definitions: [],
      per_minute: 60_000,
      created_at: '2026-06-01T10:00:00.000Z',
      created_by: 'anna@shop.example',
      expires_at: null,
      state: 'active',
      secret: 'kindred_3XcLTl…',
    },
  },
  session: {
    answer: {
      user: { id: 'a4204b67', name: 'Anna', email: 'anna@shop.example', role: 'agent' },
      permissions: ['workspace:read', 'customers:read', 'customers:now', 'personal:read', 'consents:write'],
      setup: false,
      provider: null,
    },
  },
  refresh: { body: { as_of: '2026-06-01' } },
  apply: {
    body: {
      files: [{ name: 'workspace.yaml', text: 'segments: { callers: "did(call, 30m)" }' }],
      complete: true,
    },
  },
}
