import { isReady, type Made, type Standing } from './sheets/make.ts';
import type { Cell } from './sheets/sheet.ts';
import type { KeptContent, KeptRow } from './store-sendings.ts';

/** What became of a record after it was sent. */
export interface Change {
  readonly ref: string;
  readonly kind: 'amended' | 'withdrawn' | 'merged' | 'embargo' | 'held' | 'left' | 'added';
  /** Reference of the record that counts for a merged one. */
  readonly into?: string;
  /** Columns that would leave otherwise now, by their key. */
  readonly cells: readonly { readonly column: string; readonly was: Cell; readonly is: Cell }[];
}

/**
 * Compares what left with what would leave now, record by record. A record that is amended in nothing the receiver is
 * told has not changed for him. Pure.
 */
export function changesSince(kept: KeptContent, now: Made): Change[] {
  const rows = new Map(now.rows.map(row => [row.key, row]));
  const keys = now.sheet.columns.map(({ key }) => key);
  return [...Map.groupBy(kept.rows, ({ ref }) => ref)].flatMap(([ref, sent]): Change[] => {
    const gone = goneAs(now.standings.get(ref));
    if (gone) return [{ ref, cells: [], ...gone }];
    const cells = sent.flatMap(one => {
      const row = rows.get(one.key);
      return row === undefined ? [] : differencesOf(one, kept.columns, row.cells, keys);
    });
    const hasLost = sent.some(({ key }) => !rows.has(key));
    if (cells.length > 0) return [{ ref, kind: 'amended', cells }];
    return hasLost ? [{ ref, kind: now.standings.get(ref)?.held ? 'held' : 'left', cells: [] }] : [];
  });
}

/** Records ready to leave that are in none of what was sent. Pure. */
export function addedSince(sent: readonly KeptContent[], now: Made): Change[] {
  const known = new Set(sent.flatMap(({ rows }) => rows.map(({ key }) => key)));
  const refs = now.rows.filter(row => isReady(row) && !known.has(row.key)).map(({ ref }) => ref);
  return [...new Set(refs)].map(ref => ({ ref, kind: 'added', cells: [] }));
}

function goneAs(standing: Standing | undefined): Pick<Change, 'kind' | 'into'> | undefined {
  if (standing === undefined) return { kind: 'left' };
  if (standing.state === 'merged')
    return { kind: 'merged', ...(standing.mergedInto === null ? {} : { into: standing.mergedInto }) };
  if (standing.state !== 'inForce') return { kind: standing.state };
  return standing.isAsked ? undefined : { kind: 'left' };
}

function differencesOf(
  sent: KeptRow,
  sentKeys: readonly string[],
  cells: readonly Cell[],
  keys: readonly string[],
): Change['cells'] {
  return keys.flatMap((column, at) => {
    const before = sentKeys.indexOf(column);
    const [was, is] = [sent.cells[before] ?? null, cells[at] ?? null];
    return before === -1 || was === is ? [] : [{ column, was, is }];
  });
}
