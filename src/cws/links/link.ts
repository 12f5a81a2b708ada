/** A link to another organisation, and what the weekly check found there. */

export interface LinkFacts {
  /** Code of the list `link_subject`. */
  readonly subject: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly url: string;
  readonly descriptionEn: string;
  readonly descriptionFr: string;
  /** ISO 639-1. */
  readonly languages: readonly string[];
}

export interface Link extends LinkFacts {
  readonly id: number;
  readonly position: number;
  readonly version: number;
  readonly retiredOn: string | null;
  readonly checkedAt: string | null;
  readonly answeredAt: string | null;
  /** Checks in a row that failed. */
  readonly failures: number;
  readonly failingSince: string | null;
  readonly status: number | null;
  readonly why: string | null;
  readonly movedTo: string | null;
}

/** A site is down now and then: only this many weeks in a row make a link one that does not answer. */
export const failuresToTell = 3;

export const linkStates = ['works', 'moved', 'asked', 'silent', 'never'] as const;
export type LinkState = (typeof linkStates)[number];

/** `asked`: did not answer at the last check, and is asked again before it is called silent. */
export function stateOf({ checkedAt, failures, movedTo }: Pick<Link, 'checkedAt' | 'failures' | 'movedTo'>): LinkState {
  if (checkedAt === null) return 'never';
  if (failures >= failuresToTell) return 'silent';
  if (failures > 0) return 'asked';
  return movedTo === null ? 'works' : 'moved';
}

/** Languages of sites that are offered; names come from the reader's own language. */
export const siteLanguages = ['en', 'fr', 'es', 'ar', 'zh', 'ru', 'pt', 'de', 'it', 'ja', 'ko'] as const;

const changeKinds = ['added', 'amended', 'retired', 'returned', 'reordered', 'silent', 'answers', 'moved'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface LinkChange {
  readonly kind: ChangeKind;
  readonly at: string;
  /** Null: the weekly check. */
  readonly login: string | null;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What makes two addresses the same: neither scheme, www., case of the host nor the last slash tell them apart. */
export function keyOf(url: string): string {
  const { hostname, pathname, search } = new URL(url);
  return `${hostname.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${search}`;
}
