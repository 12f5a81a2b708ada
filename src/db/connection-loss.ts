/**
 * The database is away, takes no changes at the moment (25006), waited too long for another change (55P03) or gave up
 * one of two that waited for each other (40): a 503 that heals by itself, not a fault of ours. Classes 08, 40, 53, 57
 * of PostgreSQL, and sockets.
 */
export function isConnectionLoss(error: unknown): boolean {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (
    typeof code === 'string' &&
    (/^(08|40|53|57|25006|55P03)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code))
  )
    return true;
  // The socket of the embedded server is gone; a file that is missing is a fault of ours.
  if (code === 'ENOENT' && syscall === 'connect') return true;
  return (
    error instanceof Error &&
    /Connection terminated|is not queryable|timeout exceeded when trying to connect|Query read timeout/.test(
      error.message,
    )
  );
}

/** PostgreSQL's code for a statement that took too long. */
export function tookTooLong(error: unknown): boolean {
  return (error as { code?: string }).code === '57014';
}
