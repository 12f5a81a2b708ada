import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spread } from './measure.ts';

/** One kind of page as one of the cast opens it: milliseconds a page unless a name says else. */
export interface MeasuredPage {
  /** "/seizures/… (ke.ncp)". */
  readonly kind: string;
  readonly p50: number;
  readonly p95: number;
  /** Pages a second, one after the other and by all connections. */
  readonly alone: number;
  readonly together: number;
  readonly failed: number;
  /** Of PostgreSQL by the clock: all statements, and the longest. */
  readonly raw: number;
  readonly longest: number;
  /** Of processor: of PostgreSQL, of the engine of figures, of the portal. */
  readonly postgres: number;
  readonly engine: number;
  readonly node: number;
}

/** Records of the run that growth is told from. */
const comparedTo = '250000';
const keptIn = (records: string): string => `.data/pages-${records}.json`;
const readKept = (records: string): MeasuredPage[] =>
  existsSync(keptIn(records)) ? (JSON.parse(readFileSync(keptIn(records), 'utf8')) as MeasuredPage[]) : [];
const cells = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
const short = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
const processorOf = (one: MeasuredPage): number => one.postgres + one.engine + one.node;

export interface PageTable {
  add(one: MeasuredPage): void;
  /** How many kinds each of the cast has, the middle one, and what stands out. */
  summary(): void;
}

/** A row for each page as it is measured, and kept so: a run may be ended before its last. */
export function pageTable(records: string, report: (line: string) => void): PageTable {
  const before = new Map((records === comparedTo ? [] : readKept(comparedTo)).map(one => [one.kind, one]));
  if (records !== comparedTo && before.size === 0)
    report(`No growth: no result of \`npm run bench -- --records ${comparedTo}\` is kept.`);
  const growth = (one: MeasuredPage, of: (page: MeasuredPage) => number): string => {
    const earlier = before.get(one.kind);
    return earlier ? (of(one) / of(earlier)).toFixed(1) : '–';
  };
  const rates = ['pages/s alone', 'by 32', 'not had'];
  const work = ['statements ms', 'longest', 'processor: PostgreSQL', 'engine', 'Node'];
  const titles = ['page', 'p50 ms', 'p95 ms', ...rates, ...work, `p50 by that of ${comparedTo}`, 'processor by that'];
  report(cells(titles));
  report(cells(['---', ...titles.slice(1).map(() => '--:')]));
  const all: MeasuredPage[] = [];
  return {
    add(one) {
      all.push(one);
      const others = readKept(records).filter(({ kind }) => kind !== one.kind);
      writeFileSync(keptIn(records), JSON.stringify([...others, one]));
      const taken = [one.raw, one.longest, one.postgres, one.engine, one.node].map(short);
      const times = [one.p50, one.p95, one.alone, one.together].map(short);
      const grown = [growth(one, ({ p50 }) => p50), growth(one, processorOf)];
      report(cells([one.kind, ...times, String(one.failed), ...taken, ...grown]));
    },
    summary() {
      for (const [who, pages] of Map.groupBy(all, ({ kind }) => /\(.*\)/.exec(kind)?.[0] ?? ''))
        report(`${who}: ${summaryOf(pages)}`);
    },
  };
}

function summaryOf(pages: readonly MeasuredPage[]): string {
  const middle = (of: (page: MeasuredPage) => number): string => short(spread(pages.map(of)).p50);
  const over = (least: number, of: (page: MeasuredPage) => number): number =>
    pages.filter(page => of(page) > least).length;
  return [
    `${pages.length} kinds`,
    `in the middle p50 ${middle(({ p50 }) => p50)}, p95 ${middle(({ p95 }) => p95)} ms`,
    `${middle(({ alone }) => alone)} pages/s alone, ${middle(({ together }) => together)} by 32`,
    `processor ${middle(processorOf)}, of PostgreSQL ${middle(({ postgres }) => postgres)} ms`,
    `p50 over 50 ms ${over(50, ({ p50 }) => p50)}`,
    `over 100 ms of PostgreSQL's processor ${over(100, ({ postgres }) => postgres)}`,
    `with pages that were not had ${over(0, ({ failed }) => failed)}`,
  ].join('; ');
}
