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
  #cookie = ''

  constructor(app: FastifyInstance) {
    this.#app = app
  }

  /** The cookie as it was set last, with all it says of itself. */
  lastCookie = ''

  async ask(url: string, { method = 'GET', body, origin, host = '127.0.0.1:4390', token }: Asked = {}) {
    const page = origin === undefined ? `http://${host}` : origin
    const response = await this.#app.inject({
      method,
      url,
      headers: {
        host,
        ...(page === null ? {} : { origin: page }),
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const cookie = response.headers['set-cookie']
    if (cookie !== undefined) {
      this.lastCookie = String(cookie)
      this.#cookie = this.lastCookie.split(';')[0] ?? ''
    }
    return { status: response.statusCode, json: response.json(), headers: response.headers }
  }

  post(url: string, body: unknown, more: Asked = {}) {
    return this.ask(url, { method: 'POST', body, ...more })
  }
}
