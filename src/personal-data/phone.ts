import { cueBefore, type Cue, type Page, type Span } from './page.ts';
import { isCounted, isGlued, isQuantity, isReference, type Group, type Run } from './numbers.ts';
import { EXPLAINS, PHONE } from './words.ts';

interface Shape {
  readonly digits: string;
  readonly lengths: string;
  readonly marks: string;
  readonly lead: string;
  readonly groups: number;
}

const mostGroups = 7;

/** Air waybill: three digits, seven, and the remainder of the seven by 7. */
function isWaybill(digits: string, lengths: string): boolean {
  return /^(?:11|3-8|3-4-4)$/.test(lengths) && Number(digits.slice(3, 10)) % 7 === Number(digits[10]);
}

function isArticle(digits: string): boolean {
  if (digits.length !== 13) return false;
  const sum = Array.from(digits).reduce((total, digit, at) => total + Number(digit) * (at % 2 === 1 ? 3 : 1), 0);
  return sum % 10 === 0;
}

function isInternational(shape: Shape): boolean {
  const { digits, lead, groups } = shape;
  if (lead === '+') return digits.length >= 8 && digits.length <= 15 && digits[0] !== '0';
  if (!/^00[1-9]/.test(digits) || isArticle(digits)) return false;
  return digits.length >= (groups > 1 ? 11 : 12) && digits.length <= 16;
}

/** Trunk zero and nine to eleven digits; a lone ten or eleven; never thousands, a spaced date, a waybill. */
function isNational(shape: Shape, isSaid: boolean): boolean {
  const { digits, lengths, marks, groups } = shape;
  if (!/^0[1-9]/.test(digits) || digits.length < 9 || digits.length > 11) return false;
  if (groups === 1) return digits.length >= 10;
  if (/^1-|-1$|^2-2-4/.test(lengths) || isWaybill(digits, lengths) || (lengths === '3-8' && isSaid)) return false;
  return !(/^\.+$/.test(marks) && /^\d(?:-3)+$/.test(lengths));
}

function hasKnownShape({ digits, lengths, marks, lead }: Shape): boolean {
  if (lead === '(')
    return /^[2-5]-/.test(lengths) && marks.startsWith(')') && digits.length >= 9 && digits.length <= 12;
  if (/^3-3-4$/.test(lengths)) return /^([-.])\1$/.test(marks) && /[2-9]/.test(digits[0]!);
  if (/^1-3-3-4$/.test(lengths)) return digits[0] === '1' && marks.includes('-');
  if (/^1-3-3-(?:2-2|4)$/.test(lengths)) return digits[0] === '8';
  return lengths === '3-3-3' && marks === '--' && /[5-7]/.test(digits[0]!);
}

function shapeOf(page: Page, groups: readonly Group[]): Shape {
  const first = groups[0]!;
  const lead = page.text[first.start - 1] ?? '';
  let marks = '';
  for (let at = 1; at < groups.length; at += 1) marks += page.text[groups[at - 1]!.end]!;
  return {
    digits: groups.map(group => group.digits).join(''),
    lengths: groups.map(group => group.digits.length).join('-'),
    marks,
    groups: groups.length,
    lead: lead === '+' || lead === '(' ? lead : '',
  };
}

/** A word such as "phone" shortly before, in the same sentence. */
function calledBy(page: Page, start: number): Cue | undefined {
  const cue = cueBefore(page, PHONE, start, 28);
  if (!cue || /[.;]\s\p{Lu}/u.test(page.text.slice(cue.end, start + 1).replace(/^\.\s?/, ''))) return undefined;
  return cue;
}

/** After such a word any number of seven to fifteen digits is a phone, six just after it. */
function isCalled(shape: Shape, start: number, cue: Cue | undefined): boolean {
  return cue !== undefined && shape.digits.length <= 15 && shape.digits.length >= (start - cue.end <= 4 ? 6 : 7);
}

function isPhone(page: Page, groups: readonly Group[], cue: Cue | undefined): boolean {
  const { start } = groups[0]!;
  const shape = shapeOf(page, groups);
  const called = isCalled(shape, start, cue);
  if (
    !called &&
    !isInternational(shape) &&
    !isNational(shape, cueBefore(page, EXPLAINS, start, 24) !== undefined) &&
    !hasKnownShape(shape)
  )
    return false;
  if (isQuantity(page, start, groups[groups.length - 1]!.end)) return false;
  if (called) return !isReference(page, start);
  if (shape.lead === '+') return true;
  return !isGlued(page, start) && !isReference(page, start) && !(shape.groups === 1 && isCounted(page, start));
}

/**
 * Without a word before it, a phone starts with a plus, a bracket, a zero that no other digits precede; or 1, 8 or
 * three digits and then three more.
 */
function canStart(page: Page, group: Group, next: Group | undefined, isFresh: boolean): boolean {
  if (/[+(]/.test(page.text[group.start - 1] ?? '')) return true;
  if (group.digits[0] === '0') return isFresh;
  return next?.digits.length === 3 && /^(?:[18]|\d{3})$/.test(group.digits);
}

function longestFrom(page: Page, run: Run, first: number, isFresh: boolean): number {
  const group = run.groups[first]!;
  const cue = page.cues.length > 0 ? calledBy(page, group.start) : undefined;
  if (!cue && !canStart(page, group, run.groups[first + 1], isFresh)) return first;
  const least = cue ? 6 : 8;
  const sizes: number[] = [];
  for (let size = 0; sizes.length < mostGroups && first + sizes.length < run.groups.length; sizes.push(size)) {
    size += run.groups[first + sizes.length]!.digits.length;
    if (size > 16) break;
  }
  for (let count = sizes.length; count > 0 && sizes[count - 1]! >= least; count -= 1) {
    if (isPhone(page, run.groups.slice(first, first + count), cue)) return first + count;
  }
  return first;
}

function span(page: Page, run: Run, first: number, past: number): Span {
  const start = run.groups[first]!.start;
  const led = /[+(]/.test(page.text[start - 1] ?? '') ? 1 : 0;
  return { start: start - led, end: run.groups[past - 1]!.end, kind: 'phone' };
}

/** Phone numbers in international and national shapes, or any after a word such as "phone", "тел.". */
export function findPhones(page: Page, runs: readonly Run[]): Span[] {
  const found: Span[] = [];
  for (const run of runs) {
    let isFresh = true;
    for (let first = 0; first < run.groups.length; first += 1) {
      const past = longestFrom(page, run, first, isFresh);
      isFresh = past > first;
      if (isFresh) {
        found.push(span(page, run, first, past));
        first = past - 1;
      }
    }
  }
  return found;
}
