import type { Compression } from '@kindred/engine'

/** What a file is, from its first bytes. */
export type Container =
  | { readonly kind: 'text'; readonly compression: Compression }
  | { readonly kind: 'parquet' }
  | { readonly kind: 'excel' }
  | { readonly kind: 'unknown'; readonly looks: string }

const magics: readonly { readonly bytes: readonly number[]; readonly is: Container }[] = [
  { bytes: [0x1f, 0x8b], is: { kind: 'text', compression: 'gzip' } },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], is: { kind: 'text', compression: 'zstd' } },
  { bytes: [0x50, 0x41, 0x52, 0x31], is: { kind: 'parquet' } },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: { kind: 'unknown', looks: 'an old Excel file (.xls)' } },
  { bytes: [0x42, 0x5a, 0x68], is: { kind: 'unknown', looks: 'compressed with bzip2' } },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], is: { kind: 'unknown', looks: 'compressed with xz' } },
  { bytes: [0x25, 0x50, 0x44, 0x46], is: { kind: 'unknown', looks: 'a PDF document' } },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], is: { kind: 'unknown', looks: 'a 7z archive' } },
]

/** @param first - The first kilobyte or more; a .zip that holds a workbook names its parts there. */
export function detectContainer(first: Uint8Array): Container {
  const found = magics.find(magic => magic.bytes.every((byte, at) => first[at] === byte))
  if (found !== undefined) return found.is
  const zip = first[0] === 0x50 && first[1] === 0x4b && first[2] === 3 && first[3] === 4
  if (!zip) return { kind: 'text', compression: 'none' }
  const names = Buffer.from(first).toString('latin1')
  return /xl\/|\[Content_Types\]\.xml/.test(names)
    ? { kind: 'excel' }
    : { kind: 'unknown', looks: 'a .zip archive' }
}
