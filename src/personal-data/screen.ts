import { findAccounts } from './account.ts';
import { findAddresses } from './address.ts';
import { findBirths } from './birth.ts';
import { findEmails } from './email.ts';
import { fold, writtenSpan } from './normalize-text.ts';
import { readRuns, withoutDates } from './numbers.ts';
import { openPage, worthReading, type Kind, type Page, type Span } from './page.ts';
import { findUnexplained } from './figures/unexplained.ts';
import { findPapers } from './identity-documents.ts';
import { findPeople } from './people/index.ts';
import { findPhones } from './phone.ts';
import { findTagged } from './tagger/index.ts';
import { findPlates } from './vehicles.ts';
import { findHomes } from './world/homes.ts';
import { findWorldNumbers } from './world/numbers-after-words.ts';
import { findSpoken } from './world/telephones.ts';
import { findVehicleCodes } from './world/vehicle-codes.ts';

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

export interface Options {
  /** ISO 639-1; settles words that mean a title in one language only. */
  readonly lang?: string;
  /** False in a field that holds the name of a ship or a place: a name alone passes there. */
  readonly plainNames?: boolean;
}

function findByRules(page: Page, plainNames: boolean): Span[] {
  const people = [...findEmails(page), ...findPapers(page), ...findSpoken(page), ...findPeople(page, plainNames)];
  if (!/\d/.test(page.text)) return people;
  const runs = readRuns(withoutDates(page.text));
  const found = [
    ...people,
    ...findAccounts(page, runs),
    ...findPlates(page),
    ...findBirths(page),
    ...findAddresses(page, people),
    ...findPhones(page, runs),
    ...findWorldNumbers(page),
    ...findHomes(page),
    ...findVehicleCodes(page),
  ];
  return [...found, ...findUnexplained(page, runs, found)];
}

/** Quick: what has fewer words is left to the rules. */
const isSentence = (text: string): boolean => /\S\s+\S+\s+\S+\s+\S/.test(text);

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
 * Screens a free text for data about persons (names, phones, e-mails, papers, plates, accounts, addresses, dates of
 * birth, figures that nothing explains) in some thirty languages, by rules and by the tagger. Pure; linear in the
 * text's length. `lang` (ISO 639-1) settles words that mean a title in one language only. Vessels, firms, brands and
 * places pass, if not always: use it where a person can free what it stops.
 */
export function screen(text: string, { lang, plainNames = true }: Options = {}): Found[] {
  const isTelling = worthReading(text);
  // A name of a ship or a place is no sentence.
  const isTagged = plainNames && (isTelling || isSentence(text));
  if (!isTelling && !isTagged) return [];
  const page = openPage(text, lang);
  const ruled = isTelling ? findByRules(page, plainNames) : [];
  return asWritten(text, page, isTagged ? [...ruled, ...findTagged(page)] : ruled);
}

/** The same by rules alone, which seldom stop what is no person's: for texts whose stops nobody can free. */
export function screenByRules(text: string, { lang, plainNames = true }: Options = {}): Found[] {
  if (!worthReading(text)) return [];
  const page = openPage(text, lang);
  return asWritten(text, page, findByRules(page, plainNames));
}

function asWritten(text: string, page: Page, spans: readonly Span[]): Found[] {
  return apart(spans).map(({ start, end, kind }) => {
    const written = writtenSpan(text, page, start, end);
    return { ...written, text: text.slice(written.start, written.end), kind };
  });
}

/** Case, spaces and hidden characters aside, what an officer would call the same text of a kind. */
function keyOf({ kind, text }: { readonly kind: Kind; readonly text: string }): string {
  return `${kind} ${fold(text).lower.replace(/\s+/g, ' ').trim()}`;
}

/**
 * Which mark frees a place. A mark without a reason, or for another kind, frees nothing. Each mark and place is read
 * once: of a thousand of either, there are not a million comparisons.
 */
export function markFor(marks: readonly Mark[]): (place: Found) => Mark | undefined {
  const valid = marks.filter(mark => mark.reason.trim() !== '');
  // Of two for the same text the first counts.
  const known = new Map(valid.toReversed().map(mark => [keyOf(mark), mark]));
  return place => known.get(keyOf(place));
}

/** What still stops after the officer's marks. */
export function applyMarks(found: readonly Found[], marks: readonly Mark[]): Found[] {
  const mark = markFor(marks);
  return found.filter(place => mark(place) === undefined);
}
