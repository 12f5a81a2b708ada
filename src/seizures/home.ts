import { now as portalNow } from '../text/clock.ts';
import type { Viewer } from '../access/index.ts';
import { ifNotCopied } from '../db/columnar/index.ts';
import type { Language } from '../i18n/index.ts';
import type { HeadingCode } from './goods/heading.ts';
import type { Seizures, SeizuresContext } from './context.ts';
import { keepCounts } from './kept-counts.ts';
import { namesFor, type Names } from './search/pages/presenter-names.ts';
import { scopeKey } from './scope.ts';
import {
  countAtHome,
  focusOf,
  listLatest,
  readReference,
  type Focus,
  type HomeCount,
  type Latest,
} from './store-home.ts';

/**
 * What the home page draws. Months are YYYY-MM, oldest first, the twelfth being the current one; delays are days from
 * seizure to record.
 */
interface Figures {
  readonly focus: Focus;
  readonly months: readonly {
    readonly month: string;
    readonly records: number;
    readonly lines: number;
    readonly delay: number | null;
  }[];
  readonly records: number;
  readonly lines: number;
  readonly delay: number | null;
  /** Median of the wider circle over the same months: of the region for an office, of the world for a region. */
  readonly reference: number | null;
  readonly year: number;
  readonly yearRecords: number;
  readonly headings: readonly { readonly code: HeadingCode; readonly records: number }[];
  readonly latest: readonly Latest[];
  /** Whether sample records are counted, which the page must say. */
  readonly synthetic: boolean;
}
interface SeizuresAtHome {
  /** Names of headings, products, countries and units, and figures as a language writes them. */
  readonly names: (lang: Language) => Names;
  figures(viewer: Viewer): Promise<Figures>;
}

/** The seizures' part of the home page. Figures are kept for each scope. */
export function seizuresAtHome({ context }: Seizures, now: () => Date = portalNow): SeizuresAtHome {
  const kept = keepCounts<Promise<Figures>>(context.changes, () => now().getTime());
  return {
    names: namesFor(context),
    figures(viewer) {
      const key = scopeKey(viewer);
      const known = kept.of(key);
      if (known) return known;
      const figures = readFigures(context, viewer, now());
      kept.keep(key, figures);
      figures.catch(() => kept.drop(key, figures));
      return figures;
    },
  };
}

/** Months of the year up to now, oldest first. */
export function lastMonths(now: Date): string[] {
  return Array.from({ length: 12 }, (_one, at) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11 + at, 1)).toISOString().slice(0, 7),
  );
}

async function readFigures(
  { pool, figures }: Pick<SeizuresContext, 'pool' | 'figures'>,
  viewer: Viewer,
  now: Date,
): Promise<Figures> {
  const months = lastMonths(now);
  const from = `${months[0]}-01`;
  const [rows, reference, latest] = await Promise.all([
    countAtHome(figures, viewer, from, now.getUTCFullYear()),
    // Of a region or the world: where there are millions PostgreSQL takes seconds, so an engine alone counts it.
    readReference(figures.copied ?? pool, viewer, from).catch(ifNotCopied),
    listLatest(pool, viewer),
  ]);
  const of = (kind: HomeCount['kind']) => rows.filter(row => row.kind === kind);
  const [records, delays] = [Map.groupBy(of('month'), ({ key }) => key), Map.groupBy(of('delay'), ({ key }) => key)];
  const shown = months.map(month => ({
    month,
    records: records.get(month)?.[0]?.n ?? 0,
    lines: records.get(month)?.[0]?.lines ?? 0,
    delay: delays.get(month)?.[0]?.days ?? null,
  }));
  return {
    focus: focusOf(viewer),
    months: shown,
    latest,
    records: shown.reduce((sum, month) => sum + month.records, 0),
    lines: shown.reduce((sum, month) => sum + month.lines, 0),
    delay: of('delayAll')[0]?.days ?? null,
    reference: reference ?? null,
    year: now.getUTCFullYear(),
    yearRecords: of('year')[0]?.n ?? 0,
    synthetic: (of('synthetic')[0]?.n ?? 0) > 0,
    headings: byHeading(of('headings')),
  };
}

/** A record of several headings counts in each. */
function byHeading(rows: readonly HomeCount[]): Figures['headings'] {
  const counts = new Map<string, number>();
  for (const { key, n } of rows) for (const code of key.split(',')) counts.set(code, (counts.get(code) ?? 0) + n);
  return [...counts]
    .map(([code, records]) => ({ code: code as HeadingCode, records }))
    .toSorted((a, b) => b.records - a.records);
}
