import { addedSince, changesSince, type Change } from './changes.ts';
import { dueOf, reportOf } from './reports.ts';
import { isReady, type Made } from './sheets/make.ts';
import type { KeptContent, Sent } from './store-sendings.ts';
import type { Wanted } from './wanted.ts';
import type { Summary } from './summary.ts';

/** Where a report of a year stands. */
export interface ReportStanding extends Summary {
  readonly wanted: Wanted;
  readonly due: string | undefined;
  /** Ready lines that are in nothing that was sent. */
  readonly unsent: number;
  /** Sendings that stand, the newest first. */
  readonly sent: readonly Sent[];
  /** What changed since, by sending; a line that was sent again is compared with the newest. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
}

/** Puts together what is known of a report and year; `since` where something was sent of it. Pure. */
export function standingOf(
  wanted: Wanted,
  summary: Summary,
  sent: readonly Sent[],
  since: Since = { unsent: summary.ready, changes: new Map() },
): ReportStanding {
  const inForce = sent.filter(({ takenBackAt }) => takenBackAt === null);
  return { ...summary, ...since, wanted, due: dueOf(reportOf(wanted.report), wanted.year), sent: inForce };
}

type Since = Pick<ReportStanding, 'unsent' | 'changes'>;

/** What became of a report since some of it was sent, the newest content first. Pure. */
export function sinceSent(
  { report }: Pick<Wanted, 'report'>,
  made: Made,
  contents: readonly (KeptContent & { readonly sendingId: string })[],
): Since {
  const seen = new Set<string>();
  const changes = new Map<string, readonly Change[]>();
  for (const { sendingId, columns, rows } of contents) {
    const newest = rows.filter(({ key }) => !seen.has(key));
    for (const { key } of newest) seen.add(key);
    changes.set(sendingId, changesSince({ columns, rows: newest }, made));
  }
  const added = addedSince(contents, made);
  const [first] = contents;
  // Of a report of single cases, what came since is the next notice, and no change of the last one.
  if (first && !reportOf(report).eachCase)
    changes.set(first.sendingId, [...(changes.get(first.sendingId) ?? []), ...added]);
  return { unsent: made.rows.filter(row => isReady(row) && !seen.has(row.key)).length, changes };
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
