import type { Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import type { Import } from '../store.ts';
import { markAlike } from './alike.ts';
import { compareWithOwn } from './compare-own.ts';
import {
  deleteFindings,
  inBulk,
  leaveOutRepeats,
  markKnownRows,
  markRepeats,
  markSharedReferences,
  markUsedReferences,
} from './store-compare.ts';

/**
 * Sets the staged rows against what is known. The same row already in by an earlier file is left out as the same; a
 * national reference already in use needs a person; rows of one reference that agree in their facts become one record
 * with several lines of goods, else they need a person; rows that repeat in every column are flagged, and left out only
 * when the officer said so; rows that may be the event of a record there is are flagged. Made anew as a whole each
 * time: what a row's neighbours are changes with every repair.
 * `changed`: rows that were read just now; where all were, they hold no findings of an earlier comparison.
 */
export async function compareWithKnown(
  client: Client,
  viewer: Viewer,
  context: SeizuresContext,
  file: Pick<Import, 'id' | 'officeId' | 'plan'>,
  changed: readonly number[] | 'all' = [],
): Promise<void> {
  if (changed !== 'all') await inBulk(client, () => deleteFindings(client, file.id));
  await compareWithOwn(client, viewer, context, file);
  await markKnownRows(client, file);
  await markUsedReferences(client, file.id);
  await inBulk(client, async () => {
    await markSharedReferences(client, file.id);
    await markRepeats(client, file.id);
  });
  if (file.plan.repeats === 'one') await leaveOutRepeats(client, file.id);
  await inBulk(client, () => markAlike(client, viewer, context, file, changed));
}

/** Looks only at what other files and people brought in since; compares anew as a whole when that concerns a row. */
export async function compareAgain(
  client: Client,
  viewer: Viewer,
  context: SeizuresContext,
  file: Pick<Import, 'id' | 'officeId' | 'plan'>,
): Promise<void> {
  if ((await markKnownRows(client, file)) + (await markUsedReferences(client, file.id)) > 0)
    await compareWithKnown(client, viewer, context, file);
}
