import { Counter, Histogram, type Registry } from 'prom-client'

/** What is counted of requests. */
export class RequestFigures {
  readonly #requests: Counter<'route' | 'status'>
  readonly #seconds: Histogram<'route'>

  constructor(registry: Registry) {
    this.#requests = new Counter({
      name: 'kindred_http_requests_total',
      help: 'Requests answered, by route and status.',
      labelNames: ['route', 'status'],
      registers: [registry],
    })
    this.#seconds = new Histogram({
      name: 'kindred_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer, by route.',
      labelNames: ['route'],
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.5, 2, 10, 60],
      registers: [registry],
    })
  }

  answered(route: string, status: number, millis: number): void {
    this.#requests.inc({ route, status })
    this.#seconds.observe({ route }, millis / 1000)
  }
}
