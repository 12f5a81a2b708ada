import { Unavailable } from '../../errors.ts';

/** A full disk, or a quota that is used up, by a name an operator reads; any other error as it is. */
export function asDiskFullError(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new Unavailable('the disk for files is full', { cause: error })
    : error;
}
