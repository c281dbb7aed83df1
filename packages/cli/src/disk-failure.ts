const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you have no right to',
  EPERM: 'you have no right to',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
}

/** Which file the disk refused and why, where an error is of that sort. */
export function diskFailure(error: unknown): { readonly file: string; readonly why: string } | undefined {
  const why = whyNot(error)
  if (why === undefined || !(error instanceof Error) || !('path' in error)) return undefined
  return { file: String(error.path), why }
}

/** Why the disk refused, in words. */
export function whyNot(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined
}
