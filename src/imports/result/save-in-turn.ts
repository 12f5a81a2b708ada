import { setTimeout as sleep } from 'node:timers/promises';
import type { SeizuresContext } from '../../seizures/index.ts';
import { isWanted, type Import } from '../store.ts';
import { tryLockSaving, unlockSaving } from './store-result.ts';

/** Milliseconds between two looks at whether the office's other file is in. */
const look = 500;

/**
 * Saves one file of an office after the other, whatever process they are worked on in: a file is compared with what
 * the office has when its saving begins, so that the same case in two files becomes one record. False when the saving
 * was stopped while it waited, or by itself.
 */
export async function saveInTurn(
  { jobPool }: Pick<SeizuresContext, 'jobPool'>,
  file: Import,
  save: () => Promise<boolean>,
): Promise<boolean> {
  const client = await jobPool.connect();
  let broken: Error | undefined;
  try {
    while (!(await tryLockSaving(client, file.officeId))) {
      if (!(await isWanted(client, file))) return false;
      await sleep(look);
    }
    try {
      return await save();
    } finally {
      await unlockSaving(client, file.officeId).catch((lost: Error) => {
        broken = lost;
      });
    }
  } finally {
    client.release(broken);
  }
}
