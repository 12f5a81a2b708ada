import { findAccounts } from './account.ts';
import { findAddresses } from './address.ts';
import { findBirths } from './birth.ts';
import { findEmails } from './email.ts';
import { fold, writtenSpan } from './normalize-text.ts';
import { readRuns, withoutDates } from './numbers.ts';
import { openPage, worthReading } from './page.ts';
import type { Kind, Page, Span } from './page.ts';
import { findPapers } from './identity-documents.ts';
import { findPeople } from './people.ts';
import { findPhones } from './phone.ts';
import { findPlates } from './vehicles.ts';

export { kinds } from './page.ts';
export type { Kind } from './page.ts';

/** A place in a free text that seems to hold data about a person: offsets in UTF-16 units of the text as written. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: Kind;
}

/** An officer's word that a found text is not personal, and why. */
export interface Mark {
  readonly text: string;
  readonly kind: Kind;
  readonly reason: string;
}

function findAll(page: Page): Span[] {
  const runs = readRuns(withoutDates(page.text));
  return [
    ...findEmails(page),
    ...findAccounts(page, runs),
    ...findPapers(page),
    ...findPlates(page),
    ...findBirths(page),
    ...findAddresses(page),
    ...findPeople(page),
    ...findPhones(page, runs),
  ];
}

/** Of overlapping places the longest stays; in text order. */
function apart(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  const byStart = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const span of byStart) {
    const last = kept[kept.length - 1];
    if (!last || span.start >= last.end) kept.push(span);
    else if (span.end - span.start > last.end - last.start) kept[kept.length - 1] = span;
  }
  return kept;
}

/**
 * Screens a free text for data about persons (names with titles, phones, e-mails, papers, plates, accounts, addresses,
 * dates of birth) in English, French, Spanish, Portuguese, German, Polish and Russian. Pure; linear in the text's
 * length. `lang` (ISO 639-1) settles words that mean a title in one language only. Vessels, firms, brands and places
 * pass.
 */
export function screen(text: string, options: { readonly lang?: string } = {}): Found[] {
  if (!worthReading(text)) return [];
  const page = openPage(text, options.lang);
  return apart(findAll(page)).map(({ start, end, kind }) => {
    const written = writtenSpan(text, page, start, end);
    return { ...written, text: text.slice(written.start, written.end), kind };
  });
}

/** Case, spaces and hidden characters aside, two texts an officer would call the same. */
function sameText(a: string, b: string): boolean {
  const key = (text: string): string => fold(text).lower.replace(/\s+/g, ' ').trim();
  return key(a) === key(b);
}

/** What still stops after the officer's marks. A mark without a reason, or for another kind, frees nothing. */
export function applyMarks(found: readonly Found[], marks: readonly Mark[]): Found[] {
  const valid = marks.filter(mark => mark.reason.trim() !== '');
  return found.filter(place => !valid.some(mark => mark.kind === place.kind && sameText(mark.text, place.text)));
}
