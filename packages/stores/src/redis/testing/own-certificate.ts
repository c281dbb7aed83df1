import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A certificate of a test's own, which is its own authority, and the files it lies in. */
export interface OwnCertificate {
  readonly certificate: string
  readonly key: string
  readonly text: string
}

/** Whether certificates can be made on this machine. */
export const canCertify: boolean = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0

/** @param hosts - As OpenSSL writes them: `IP:127.0.0.1`, `DNS:localhost`. */
export function makeCertificate(folder: string, hosts: readonly string[]): OwnCertificate {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc']
  const about = ['-days', '2', '-subj', '/CN=kindred-test', '-addext', `subjectAltName=${hosts.join(',')}`]
  const made = spawnSync('openssl', [...kind, ...about, '-keyout', key, '-out', certificate])
  if (made.status !== 0) throw new Error(`No certificate could be made: ${made.stderr}`)
  return { certificate, key, text: readFileSync(certificate, 'utf8') }
}
