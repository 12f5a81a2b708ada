import { now as portalNow } from '../../text/clock.ts';
import { createHash } from 'node:crypto';
import type { FieldProblem } from '../../errors.ts';
import { markFor, screen, screenByRules, type Found, type Mark } from '../../personal-data/index.ts';
import { allCommonFields } from '../fields.ts';
import { isScreened, type Field, type LookUp } from '../goods/heading.ts';
import { lineFields } from '../goods/line-fields.ts';
import { detailFields, replacedCharacters, statedBy } from './form.ts';
import { textOf, type Sheet, type Values } from './form-sheet.ts';
import type { QuantityNorms } from '../checks/store-usual-quantities.ts';
import type { SeizureRecord } from '../seizure.ts';
import { validateRecord } from '../checks/validate.ts';
import { around } from '../../text/around.ts';
import { latestToday } from '../../text/plain-date.ts';

/** A place in free text that may be about a person, and what the officer said of it. */
export interface Place extends Found {
  /** Where the text stands: "facts.narrative", or "reason" of an amendment. */
  readonly path: string;
  /** Of kind and text, so that it stays the same while other texts change. */
  readonly id: string;
  readonly before: string;
  readonly after: string;
  /** Why it is not personal; absent while nobody said so. */
  readonly reason?: string;
}

export interface Checked {
  readonly record: SeizureRecord | undefined;
  readonly errors: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/** Characters shown on each side of a place. */
const shownAround = 60;

/** Longest reason of an amendment, a withdrawal, and of a mark. */
export const longestReason = 500;
export const longestMarkReason = 200;

/**
 * Reads and checks what was typed: for a draft only what cannot be read, for submission everything. Pure but for the
 * clock.
 */
export function checkSheet(
  sheet: Sheet,
  { lookUp, purpose, quantityNorm }: { lookUp: LookUp; purpose: 'draft' | 'submit'; quantityNorm?: QuantityNorms },
): Checked {
  const { record, errors, warnings } = validateRecord(statedBy(sheet), {
    today: latestToday(portalNow()),
    lookUp,
    purpose,
    form: sheet.form,
    ...(quantityNorm ? { quantityNorm } : {}),
  });
  const broken = replacedCharacters(sheet);
  const at = new Set(broken.map(({ path }) => path));
  return {
    record: broken.length > 0 ? undefined : record,
    errors: [...broken, ...errors.filter(({ path }) => !at.has(path))],
    warnings,
  };
}

/** Every place in the free texts of a sheet that the guard found, marked ones too. */
export function screenSheet(sheet: Sheet, marks: readonly Mark[]): Place[] {
  const lang = textOf(sheet.facts.narrativeLang);
  const options = /^[a-z]{2}$/.test(lang) ? { lang } : {};
  const mark = markFor(marks);
  return [...freeTexts(sheet)].flatMap(([path, text]) => {
    // Everybody reads the reason of an amendment at once: it takes no marks.
    const found = path === 'reason' ? screenByRules(text, options) : screen(text, options);
    return found.map(one => placeOf(path, text, one, mark(one)));
  });
}

export function openPlaces(places: readonly Place[]): Place[] {
  return places.filter(({ reason }) => reason === undefined);
}

function placeOf(path: string, text: string, found: Found, mark: Mark | undefined): Place {
  const beside = around(text, found.start, found.end, shownAround);
  return { ...found, path, id: idOf(found), ...beside, ...(mark ? { reason: mark.reason } : {}) };
}

function idOf({ kind, text }: Found): string {
  return createHash('sha256').update(`${kind}\n${text}`).digest('hex').slice(0, 12);
}

/**
 * The marks of a draft after its review was sent: a reason for each place still in the texts, none where it was
 * emptied. A reason that itself names somebody, or says nothing, counts as none; the reason of an amendment takes no
 * marks, since everybody reads it at once.
 */
export function marksFrom(places: readonly Place[], reasons: ReadonlyMap<string, string>): Mark[] {
  const byId = new Map(places.filter(({ path }) => path !== 'reason').map(place => [place.id, place]));
  return [...byId.values()].flatMap(({ id, kind, text, reason }) => {
    const given = (reasons.get(id) ?? reason ?? '').trim().slice(0, longestMarkReason);
    return !isReason(given) || screenByRules(given).length > 0 ? [] : [{ text, kind, reason: given }];
  });
}

/** At least three words, or eight letters where words are not set apart: "ok" is no reason. Pure. */
export function isReason(given: string): boolean {
  const words = given.split(/[^\p{L}\p{M}\d']+/u).filter(word => /\p{L}/u.test(word));
  const letters = words.join('').length;
  return /[\u0e00-\u0eff\u3040-\u9fff]/.test(given) ? letters >= 8 : words.length >= 3 && letters >= 8;
}

/** The free texts a sheet holds, with their paths. */
function freeTexts(sheet: Sheet): ReadonlyMap<string, string> {
  return new Map([
    ...textsIn(allCommonFields, sheet.facts, 'facts.'),
    ...sheet.lines.flatMap(({ values }, at) => [
      ...textsIn(lineFields, values, `lines.${at}.`),
      ...textsIn(detailFields(values), values, `lines.${at}.`, 'details.'),
    ]),
    ...(sheet.reason === '' ? [] : [['reason', sheet.reason] as const]),
  ]);
}

function textsIn(fields: readonly Field[], values: Values, path: string, prefix = ''): (readonly [string, string])[] {
  return fields
    .map(field => [field, textOf(values[prefix + field.name])] as const)
    .filter(([field, text]) => text !== '' && isScreened(field, text))
    .map(([field, text]) => [`${path}${prefix}${field.name}`, text] as const);
}
