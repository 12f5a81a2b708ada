import type { Client } from '../../db/pool.ts';
import type { Seizures } from '../context.ts';
import { tsQuery } from '../search/search-words.ts';
import { keysOf, predicateOf, type Changed, type Predicate } from './predicate.ts';
import { readSaved } from './saved-search.ts';
import { listVersions, readAsked, writeWordQueries } from './store-hits.ts';

/** tsqueries read in one statement. */
const queriesAtOnce = 50;

/** A list that tells, ready to be asked. */
export interface Listening extends Predicate {
  readonly id: number;
  readonly version: number;
  readonly accountId: number;
  readonly officeId: number;
  readonly amended: boolean;
  readonly own: boolean;
  /** Whether a step that changes nothing but the status is news. */
  readonly asksStatus: boolean;
}

/** Every list that tells, in memory under the codes it asks for: a record meets only those it may be for. */
export function openListening(seizures: Seizures) {
  const { lists } = seizures.context;
  const readWords = openWords(seizures);
  let all = new Map<number, Listening>();
  let byKey = new Map<string, Listening[]>();
  let known = 0;
  return {
    count: () => all.size,

    /** Reads what changed since the last look; everything where the code lists did. */
    async follow(client: Client): Promise<void> {
      if (known !== lists.version) [all, known] = [new Map(), lists.version];
      const versions = await listVersions(client);
      const stale = versions.filter(({ id, version }) => all.get(id)?.version !== version);
      if (stale.length === 0 && versions.length === all.size) return;
      const ids = stale.map(({ id }) => id);
      const read = await readListening(client, seizures, ids, readWords);
      all = new Map(versions.flatMap(({ id }) => read.get(id) ?? all.get(id) ?? []).map(one => [one.id, one]));
      byKey = keyed([...all.values()]);
    },

    /** The lists a record may be for. */
    candidates: (record: Changed) => new Set(['', ...keysOf(record)].flatMap(key => byKey.get(key) ?? [])),
  };
}

function keyed(all: readonly Listening[]): Map<string, Listening[]> {
  const entries = all.flatMap(one => (one.keys.length > 0 ? one.keys : ['']).map(key => ({ key, one })));
  return new Map(
    [...Map.groupBy(entries, ({ key }) => key)].map(([key, of]): [string, Listening[]] => [
      key,
      of.map(({ one }) => one),
    ]),
  );
}

type ReadWords = (client: Client, typed: readonly string[]) => Promise<ReadonlyMap<string, string>>;

async function readListening(
  client: Client,
  seizures: Seizures,
  ids: readonly number[],
  readWords: ReadWords,
): Promise<Map<number, Listening>> {
  const asked = (await readAsked(client, ids)).map(({ query, ...watch }) => {
    const { criteria } = readSaved(query, seizures.context);
    return { watch, criteria };
  });
  const typed = asked.map(({ criteria }) => criteria?.q ?? '');
  const words = await readWords(client, typed);
  return new Map(
    asked.map(({ watch, criteria }): [number, Listening] => {
      const predicate = criteria
        ? predicateOf(criteria, words.get(criteria.q), seizures.context)
        : { keys: ['nothing'], test: () => false };
      return [watch.id, { ...watch, ...predicate, asksStatus: (criteria?.status.length ?? 0) > 0 }];
    }),
  );
}

/** Searches of words as PostgreSQL writes them, kept until the code lists change. */
function openWords(seizures: Seizures): ReadWords {
  const { lists } = seizures.context;
  let kept = new Map<string, string>();
  let known = lists.version;
  return async (client, typed) => {
    if (known !== lists.version) [kept, known] = [new Map(), lists.version];
    const unread = [...new Set(typed)].filter(q => q !== '' && !kept.has(q));
    for (let at = 0; at < unread.length; at += queriesAtOnce) {
      const some = unread.slice(at, at + queriesAtOnce).flatMap(q => {
        const query = tsQuery(q, seizures.words);
        return query ? [{ q, query }] : [];
      });
      const queries = some.map(({ query }) => query);
      const texts = await writeWordQueries(client, queries);
      some.forEach(({ q }, index) => kept.set(q, texts[index] ?? ''));
    }
    return kept;
  };
}
