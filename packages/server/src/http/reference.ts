import { openApiDocument } from '@kindred/api'
import type { FastifyInstance } from 'fastify'
import { referencePage } from '../reference/reference-page.ts'
import { version } from '../version.ts'

/** The description of the API: for programs at `/openapi.json`, for people at `/docs`. Without a token: it is the same everywhere. */
export function mountReference(app: FastifyInstance): void {
  let document: string | undefined
  let page: string | undefined
  app.get('/openapi.json', { config: { isOpen: true, route: 'openapi' } }, async (_, reply) => {
    document ??= JSON.stringify(openApiDocument(version))
    return reply.type('application/json; charset=utf-8').send(document)
  })
  app.get('/docs', { config: { isOpen: true, route: 'docs' } }, async (_, reply) => {
    page ??= referencePage(openApiDocument(version))
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(page)
  })
}
