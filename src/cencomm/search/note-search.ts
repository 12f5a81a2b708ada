import { createHmac } from 'node:crypto';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { CencommContext } from '../context.ts';
import type { Entered } from '../operations/operation.ts';
import type { SoughtWords } from './sealed-words.ts';
import type { Found } from './search.ts';
import { wordsOfQuery } from './words.ts';

/**
 * Notes a search in the trail without its words. A keyed hash under a key of the operation replaces them, by which
 * those who have the key can recognize the same words. `subject`: the operation that was searched; all without it.
 */
export async function noteSearch(
  { keys, pool }: Pick<CencommContext, 'keys' | 'pool'>,
  viewer: Viewer,
  { subject, keyOwner }: { readonly subject: Entered | undefined; readonly keyOwner: Entered },
  { q, person }: SoughtWords,
  { hits, looked }: Found,
): Promise<void> {
  const { id, currentEpoch } = keyOwner.operation;
  const key = await keys.keyOf(pool, id, currentEpoch);
  const markOf = (text: string): string =>
    createHmac('sha256', key).update(`cencomm/v1/search ${text}`).digest('hex').slice(0, 32);
  await note(pool, viewer, {
    action: 'message.searched',
    ...(subject ? { subject: `operation:${subject.operation.id}` } : {}),
    detail: {
      hits: hits.length,
      scanned: looked.messages + looked.files,
      mark: markOf(wordsOfQuery(q).sort().join(' ')),
      ...(person === '' ? {} : { person: markOf(`person ${wordsOfQuery(person).sort().join(' ')}`) }),
      under: `${id}/${currentEpoch}`,
    },
  });
}
