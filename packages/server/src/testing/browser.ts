import type { FastifyInstance } from 'fastify'

interface Asked {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly body?: unknown
  readonly origin?: string | null
  readonly host?: string
  readonly token?: string
}

/** A browser of one person: it keeps cookies, and says from which page it asks. */
export class Browser {
  readonly #app: FastifyInstance
  readonly #cookies = new Map<string, string>()

  constructor(app: FastifyInstance) {
    this.#app = app
  }

  /** The cookie as it was set last, with all it says of itself. */
  lastCookie = ''

  async ask(url: string, { method = 'GET', body, origin, host = '127.0.0.1:4390', token }: Asked = {}) {
    const page = origin === undefined ? `http://${host}` : origin
    const response = await this.#send(url, {
      method,
      host,
      body,
      ...(page === null ? {} : { origin: page }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    })
    return { status: response.statusCode, json: response.json(), headers: response.headers }
  }

  async #send(url: string, { method, body, ...headers }: Record<string, unknown>) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.#app.inject({
      method: method as 'GET',
      url,
      headers: { ...(headers as Record<string, string>), ...(cookie === '' ? {} : { cookie }) },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    for (const set of [response.headers['set-cookie'] ?? []].flat()) this.#keep(set)
    return response
  }

  #keep(set: string): void {
    this.lastCookie = set
    const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
    if (value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }

  /** Follows a link: where it leads, or why it does not. */
  async follow(url: string, host = '127.0.0.1:4390') {
    const response = await this.#send(url, { method: 'GET', host })
    const { statusCode: status, headers } = response
    const code = status < 400 ? undefined : response.json().error.code
    return { status, location: String(headers.location), code }
  }

  post(url: string, body: unknown, more: Asked = {}) {
    return this.ask(url, { method: 'POST', body, ...more })
  }
}
