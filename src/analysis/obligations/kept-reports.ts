import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Pool } from '../../db/pool.ts';
import type { Lists } from '../../reference/index.ts';
import { today } from '../../text/plain-date.ts';
import type { Wanted } from './wanted.ts';
import { madeOf, withAnew, type Made, type MadeStanding, type Row } from './sheets/make.ts';
import { listChanged, readPlace, type Changed } from './store-changes.ts';
import { summaryOf, type Summary } from './summary.ts';

// A year of a large Member is ten thousand records a report. They are read whole once; afterwards those that changed
// alone are, and a page of which nothing changed reads none.

/** Bytes of packed reports: some thirty of ten thousand lines. */
const mostBytes = 16_000_000;

const [pack, unpack] = [promisify(deflateRaw), promisify(inflateRaw)];

interface Kept {
  readonly summary: Summary;
  readonly packed: Buffer;
  /** Changes from this transaction on are not in it. */
  readonly since: string;
}

/** Reads a report: of some records alone, or whole. */
export type Reading = (ids?: readonly number[]) => Promise<Made>;

export interface KeptReports {
  summary(wanted: Wanted, read: Reading): Promise<Summary>;
  made(wanted: Wanted, read: Reading): Promise<Made>;
}

/** Keeps reports as they were made for as long as lists and day stay, and brings them up to what records became. */
export function keepReports({ pool, lists }: { readonly pool: Pool; readonly lists: Lists }): KeptReports {
  const kept = new Map<string, Promise<Kept>>();
  const sizes = new Map<string, number>();

  /** It is read in pieces: what changed between two of them is read again. */
  async function first({ owner, report }: Wanted, read: Reading): Promise<Kept> {
    const since = await readPlace(pool);
    const whole = await keptOf(await read(), since);
    const changed = await listChanged(pool, owner.id, since);
    return changed.isAll ? withChanges(whole, changed, report, read) : whole;
  }

  async function upToNow(old: Kept, wanted: Wanted, read: Reading): Promise<Kept> {
    const changed = await listChanged(pool, wanted.owner.id, old.since);
    return changed.isAll ? withChanges(old, changed, wanted.report, read) : first(wanted, read);
  }

  /** One after the other of a report, so that none works from what another replaces. */
  function of(wanted: Wanted, read: Reading): Promise<Kept> {
    const { owner, report, year } = wanted;
    const key = JSON.stringify([owner.id, report, year, today(), lists.version]);
    const now = kept.get(key)?.then(old => upToNow(old, wanted, read)) ?? first(wanted, read);
    kept.delete(key);
    kept.set(key, now);
    now.then(
      ({ packed }) => {
        sizes.set(key, packed.length);
        dropOldest();
      },
      () => kept.get(key) === now && kept.delete(key),
    );
    return now;
  }

  function dropOldest(): void {
    const size = (key: string): number => sizes.get(key) ?? 0;
    let bytes = [...kept.keys()].reduce((sum, key) => sum + size(key), 0);
    for (const key of kept.keys()) {
      if (bytes <= mostBytes) break;
      bytes -= size(key);
      kept.delete(key);
    }
    for (const key of sizes.keys()) if (!kept.has(key)) sizes.delete(key);
  }

  return {
    summary: async (wanted, read) => (await of(wanted, read)).summary,
    made: async (wanted, read) => madeFrom(await of(wanted, read), wanted.report),
  };
}

async function withChanges(old: Kept, { ids, until }: Changed, report: Wanted['report'], read: Reading): Promise<Kept> {
  if (ids.length === 0) return { ...old, since: until };
  return keptOf(withAnew(await madeFrom(old, report), new Set(ids), await read(ids)), until);
}

interface Packed {
  readonly rows: readonly Row[];
  readonly standings: readonly MadeStanding[];
}

async function keptOf(made: Made, since: string): Promise<Kept> {
  const { rows, standings } = made;
  const content: Packed = { rows, standings: [...standings.values()] };
  return { summary: summaryOf(made), packed: await pack(JSON.stringify(content), { level: 1 }), since };
}

async function madeFrom({ packed }: Kept, report: Wanted['report']): Promise<Made> {
  return madeOf(report, JSON.parse((await unpack(packed)).toString()) as Packed);
}
