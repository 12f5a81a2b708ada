import { now as portalNow } from '../text/clock.ts';
import type { Viewer } from '../access/index.ts';
import type { Queryable } from '../db/pool.ts';
import type { Language } from '../i18n/index.ts';
import type { HeadingCode } from './goods/heading.ts';
import type { Seizures } from './context.ts';
import { namesFor } from './search/pages/presenter-names.ts';
import type { Names } from './search/pages/presenter-names.ts';
import { scopeKey } from './scope.ts';
import { countAtHome, focusOf, listLatest } from './store-home.ts';
import type { Focus, HomeCount, Latest } from './store-home.ts';

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

const keepFor = 60_000;
const keepMost = 500;
/**
 * The seizures' part of the home page. Figures are kept for a minute for each scope and dropped when this process
 * changes a record.
 */
export function seizuresAtHome({ context }: Seizures, now: () => Date = portalNow): SeizuresAtHome {
  const kept = new Map<string, { at: number; changes: number; figures: Promise<Figures> }>();
  return {
    names: namesFor(context),
    figures(viewer) {
      const key = scopeKey(viewer);
      const at = now();
      const old = kept.get(key);
      if (old && old.changes === context.changes() && at.getTime() - old.at < keepFor) return old.figures;
      const figures = readFigures(context.pool, viewer, at);
      kept.delete(key);
      kept.set(key, { at: at.getTime(), changes: context.changes(), figures });
      figures.catch(() => kept.delete(key));
      if (kept.size > keepMost) kept.delete(kept.keys().next().value ?? '');
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

async function readFigures(on: Queryable, viewer: Viewer, now: Date): Promise<Figures> {
  const months = lastMonths(now);
  const [rows, latest] = await Promise.all([
    countAtHome(on, viewer, `${months[0]}-01`, now.getUTCFullYear()),
    listLatest(on, viewer),
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
    reference: of('reference')[0]?.days ?? null,
    year: now.getUTCFullYear(),
    yearRecords: of('year')[0]?.n ?? 0,
    synthetic: (of('synthetic')[0]?.n ?? 0) > 0,
    headings: of('heading')
      .map(({ key, n }) => ({ code: key as HeadingCode, records: n }))
      .sort((a, b) => b.records - a.records),
  };
}
