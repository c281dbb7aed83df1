import { createHmac } from 'node:crypto'

/** The headers by which a receiver knows that a delivery is ours, and fresh. See docs/guide/webhooks.md. */
export interface SignedHeaders extends Record<string, string> {
  'kindred-timestamp': string
  'kindred-signature': string
}

/**
 * Signs a body: HMAC-SHA256, in hexadecimal, of `timestamp.body` under the hook's secret.
 *
 * @param at - UTC milliseconds; the timestamp is in whole seconds.
 */
export function sign(secret: string, body: string, at: number): SignedHeaders {
  const timestamp = String(Math.floor(at / 1000))
  const digest = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { 'kindred-timestamp': timestamp, 'kindred-signature': `v1=${digest}` }
}
