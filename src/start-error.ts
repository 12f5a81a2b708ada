/**
 * Something the operator must put right before the portal can run. The message is one whole sentence for the console.
 */
export class StartError extends Error {}

const causes: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'it is a directory',
  ENOENT: 'no such file or directory',
  EMFILE: 'too many open files',
  EIO: 'the disk reports an error',
};

/** The code of a system or database error ("ENOSPC", "28P01"), if it has one. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** What went wrong, in a few words, for the end of a sentence. */
export function causeOf(error: unknown): string {
  const code = codeOf(error);
  const known = code === undefined ? undefined : causes[code];
  return known ?? (error instanceof Error && error.message !== '' ? error.message : String(code ?? error));
}

/** One sentence for any failure; no stack trace. `failed` says of what, where the error itself does not. */
export function sentenceOf(error: unknown, failed = 'The portal could not start'): string {
  if (error instanceof StartError) return error.message;
  const path = (error as { path?: unknown } | null)?.path;
  if (typeof path === 'string') return `The portal cannot use ${path}: ${causeOf(error)}.`;
  return databaseSentence(error) ?? `${failed}: ${causeOf(error).split('\n')[0] ?? ''}`;
}

const unanswered = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];

/** The database does not answer, or not yet: it starts, or is being replaced. */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  const { syscall } = (error ?? {}) as { syscall?: unknown };
  return (
    unanswered.includes(code) ||
    /^(57P|53300|08)/.test(code) ||
    (code === 'ENOENT' && syscall === 'connect') ||
    (error instanceof Error && /timeout expired|timeout exceeded|Connection terminated/.test(error.message))
  );
}

function databaseSentence(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const { syscall, address } = error as { syscall?: unknown; address?: unknown };
  const isNoSocket = code === 'ENOENT' && syscall === 'connect';
  if (isNoSocket || unanswered.includes(code)) {
    const where = isNoSocket ? `no socket ${String(address)}` : code;
    return `The database server does not answer (${where}); is DATABASE_URL right and the server running?`;
  }
  if (code === '53100') return 'The disk of the database is full.';
  if (/^(28|3D|53|57)/.test(code)) return `The database server refuses the connection: ${causeOf(error)}.`;
  return undefined;
}
