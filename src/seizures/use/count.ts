import { followTrail } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Offices } from '../../reference/index.ts';
import type { SeizuresContext } from '../context.ts';
import { namedSearches } from './named-searches.ts';
import { addSearches, countOpenings, countWatchHits, listSearches, listWatching } from './store-count.ts';

type Context = Pick<SeizuresContext, 'jobPool' | 'lists' | 'offices'>;

/** Counts what was opened and searched since the last time, of the sealed part of the trail. */
export async function countUse({ jobPool, lists, offices }: Context, signal?: AbortSignal): Promise<void> {
  const actions = ['seizure.read', 'seizure.searched'] as const;
  await followTrail(
    jobPool,
    'use',
    actions,
    async (client, done) => {
      await countOpenings(client, done);
      await addSearches(client, namedSearches(await listSearches(client, done), { lists, offices }));
    },
    signal,
  );
}

/** Counts anew which records the watch lists of each office hold, an office a transaction. */
export async function countReached({ jobPool, offices }: Context, signal?: AbortSignal): Promise<void> {
  for (const id of await listWatching(jobPool)) {
    if (signal?.aborted) return;
    const office = viewedAs(offices, id);
    if (office) await inTransaction(jobPool, client => countWatchHits(client, { office }));
  }
}

/** An office as the scope asks for it. */
function viewedAs(offices: Offices, id: number) {
  const office = offices.byId(id);
  if (!office) return undefined;
  const { code, kind, nameEn, nameFr, country } = office;
  const riloId = kind === 'rilo' ? id : country === null ? null : (offices.riloOf(country)?.id ?? null);
  return { id, code, kind, nameEn, nameFr, country, riloId, memberCountries: [] };
}
