import type { Viewer } from '../../../access/index.ts';
import type { Pool } from '../../../db/pool.ts';
import { NotVisible } from '../../../errors.ts';
import { listAlike } from '../../duplicates/store-pairs.ts';
import { findFlags, listSettlements } from '../../flags/store-flags.ts';
import { findVersion, listSteps, readSeizure } from '../../record/store.ts';
import { findPlace, type QueueFilter } from '../store-queue.ts';
import { noteLook } from '../store-verify.ts';
import type { OpenRecord } from './presenter-pane.ts';

/** The record in the pane, noted as read and as looked at; undefined where it is there no more. */
export async function openRecord(
  pool: Pool,
  viewer: Viewer,
  filter: QueueFilter,
  ref: string,
): Promise<OpenRecord | undefined> {
  const seizure = await readSeizure(pool, viewer, ref, { action: 'seizure.read', detail: { page: 'desk' } }).catch(
    (error: unknown) => {
      if (error instanceof NotVisible) return undefined;
      throw error;
    },
  );
  if (!seizure) return undefined;
  const { verifiedVersion, version } = seizure;
  const [place, { flags }, settlements, steps, verified, alike] = await Promise.all([
    findPlace(pool, viewer, filter, ref),
    findFlags(pool, seizure),
    listSettlements(pool, seizure.id),
    listSteps(pool, viewer, seizure),
    verifiedVersion === null || verifiedVersion === version
      ? undefined
      : findVersion(pool, viewer, seizure, verifiedVersion),
    listAlike(pool, viewer, seizure.id),
    noteLook(pool, viewer, seizure),
  ]);
  return { seizure, place, flags, settlements, steps, verified, alike };
}
