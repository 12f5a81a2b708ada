import type { Cue, Page, Span } from '../page.ts';
import {
  ARREST,
  BIRTH,
  CAUGHT,
  IDENTITY,
  NAME,
  NAMED,
  NATIONAL,
  PARTY,
  PASSPORT,
  PHONE,
  ROLE,
  TITLE,
  WORLD,
} from '../words.ts';
import { announced } from './announced.ts';
import { bare } from './bare.ts';
import { caught, holder } from './caught.ts';
import { isPerson, readName } from './read-name.ts';
import { inOtherScripts } from './scripts.ts';
import { named, titled, withInitials } from './titles.ts';

const PERSONAL = IDENTITY | PASSPORT | BIRTH | PHONE | WORLD;

function fromCue(page: Page, cue: Cue, plainNames: boolean): Span | undefined {
  const { mask } = cue;
  return (
    (mask & TITLE ? titled(page, cue) : undefined) ??
    (mask & NAMED ? named(page, cue) : undefined) ??
    (mask & (ROLE | ARREST | NATIONAL | PARTY) ? announced(page, cue) : undefined) ??
    (mask & CAUGHT ? caught(page, cue) : undefined) ??
    (mask & PERSONAL ? holder(page, cue) : undefined) ??
    (plainNames && mask & NAME ? bare(page, cue) : undefined)
  );
}

const further = /^\s(?:\([^()]{2,20}\)\s)?(?:and|et|y|e|und|i|и|ve|na|và|và|,)\s/u;

/** "… and Sergei Volkov": a second name beside one that was found. */
function beside(page: Page, span: Span): Span | undefined {
  const join = further.exec(page.text.slice(span.end, span.end + 28));
  if (!join) return undefined;
  const start = span.end + join[0].length;
  const name = readName(page, start);
  return isPerson(page, name, { words: 2, known: 0 }) ? { start, end: name.end, kind: 'titled_name' } : undefined;
}

/**
 * Names after a title, a role, an arrest, "named" and the like; before what happened to a person; with Cyrillic
 * initials; in scripts without spaces; and, unless the field holds names of ships or places, known names by themselves.
 */
export function findPeople(page: Page, plainNames: boolean): Span[] {
  const found: Span[] = [...withInitials(page), ...inOtherScripts(page)];
  let past = 0;
  for (const cue of page.cues) {
    if (cue.start < past) continue;
    const span = fromCue(page, cue, plainNames);
    if (!span) continue;
    found.push(span);
    const second = beside(page, span);
    if (second) found.push(second);
    past = Math.max(past, (second ?? span).end);
  }
  return found;
}
