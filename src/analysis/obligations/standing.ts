import { addedSince, changesSince } from './changes.ts';
import type { Change } from './changes.ts';
import { dueOf, reportOf } from './reports.ts';
import { isReady, recordsOf } from './sheets/make.ts';
import type { Made } from './sheets/make.ts';
import type { KeptContent, Sent } from './store-sendings.ts';
import type { Wanted } from './read.ts';

/** Where a report of a year stands. */
export interface ReportStanding {
  readonly wanted: Wanted;
  readonly made: Made;
  readonly due: string | undefined;
  /** Lines. */
  readonly all: number;
  readonly ready: number;
  readonly records: number;
  /** Ready lines that are in nothing that was sent. */
  readonly unsent: number;
  /** Sendings that stand, the newest first. */
  readonly sent: readonly Sent[];
  /** What changed since, by sending; a line that was sent again is compared with the newest. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
}

/** Puts together what is known of a report and year. Pure. */
export function standingOf(
  wanted: Wanted,
  made: Made,
  sent: readonly Sent[],
  contents: readonly (KeptContent & { readonly sendingId: string })[],
): ReportStanding {
  const report = reportOf(wanted.report);
  const inForce = sent.filter(({ takenBackAt }) => takenBackAt === null);
  const seen = new Set<string>();
  const changes = new Map<string, readonly Change[]>();
  for (const { sendingId, columns, rows } of contents) {
    const newest = rows.filter(({ key }) => !seen.has(key));
    for (const { key } of newest) seen.add(key);
    changes.set(sendingId, changesSince({ columns, rows: newest }, made));
  }
  const ready = made.rows.filter(isReady);
  const added = addedSince(contents, made);
  const [first] = contents;
  // Of a report of single cases, what came since is the next notice, and no change of the last one.
  if (first && !report.eachCase) changes.set(first.sendingId, [...(changes.get(first.sendingId) ?? []), ...added]);
  return {
    wanted,
    made,
    due: dueOf(report, wanted.year),
    all: made.rows.length,
    ready: ready.length,
    records: recordsOf(made.rows),
    unsent: ready.filter(({ key }) => !seen.has(key)).length,
    sent: inForce,
    changes,
  };
}

/** In how many records something changed since anything of it was sent. */
export function changedCount({ changes }: ReportStanding): number {
  return new Set([...changes.values()].flat().map(({ ref }) => ref)).size;
}

export type State = 'empty' | 'notSent' | 'lacking' | 'ready' | 'sent' | 'more';

/** One word for where it stands. Pure. */
export function stateOf(standing: ReportStanding, today: string): State {
  const { all, ready, sent, unsent, wanted } = standing;
  if (sent.length > 0) return unsent > 0 && reportOf(wanted.report).eachCase ? 'more' : 'sent';
  if (all === 0) return 'empty';
  if (standing.due !== undefined && standing.due < today) return 'notSent';
  return ready < all ? 'lacking' : 'ready';
}
