import { before, cueBefore, type Page, type Span } from './page.ts';
import { AT, HANDLE } from './words.ts';

const partOfName = /[^\s@<>()[\]{},;:"|\\/]/;
const domain = /^\s{0,2}[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,4}\s?\.\s?\p{L}{2,24}(?![\p{L}\d])/u;
const spacedDomain = /^\s?(?:[\p{L}\d-]\s){2,30}\.\s(?:\p{L}\s?){2,6}/u;
const dotWord = '[([{]?\\s?(?:dot|punto|point|ponto|punkt|kropka|точка)\\s?[)\\]}]?';
const saidDomain = new RegExp(`^\\s[\\p{L}\\d-]{1,40}(?:\\s${dotWord}\\s[\\p{L}\\d-]{1,20}){1,3}`, 'u');
const bracketed = new RegExp(
  `^\\s?[)\\]}>]\\s?[\\p{L}\\d-]{1,40}(?:\\s?(?:\\.|${dotWord})\\s?[\\p{L}\\d-]{1,20}){1,3}`,
  'u',
);
const handle = /^[\p{L}\d_.]{4,30}/u;
const reach = 90;

/** Start of the name that ends at `end`: up to 64 characters without a break. */
function nameStart(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < 64 && partOfName.test(text[start - 1]!)) start -= 1;
  return start;
}

/** Start of a name written letter by letter ("j a n e"), or the end when there is none. */
function spacedStart(text: string, end: number): number {
  let start = end;
  while (start > 1 && end - start < 80 && partOfName.test(text[start - 1]!) && /\s/.test(text[start - 2]!)) start -= 2;
  if (start === 1 && partOfName.test(text[0]!)) start = 0;
  return end - start >= 4 ? start : end;
}

function skipBack(text: string, at: number, most: number): number {
  let end = at;
  while (end > 0 && at - end < most && /\s/.test(text[end - 1]!)) end -= 1;
  return end;
}

function aroundSign(page: Page, at: number): Span | undefined {
  const { text } = page;
  const after = text.slice(at + 1, at + 1 + reach);
  const nameEnd = skipBack(text, at, 2);
  const spaced = spacedDomain.exec(after);
  if (spaced) return email(spacedStart(text, nameEnd), nameEnd, at + 1 + spaced[0].trimEnd().length);
  const plain = domain.exec(after);
  if (plain) return email(nameStart(text, nameEnd), nameEnd, at + 1 + plain[0].length);
  return asHandle(page, at, after);
}

function email(start: number, nameEnd: number, end: number): Span | undefined {
  return start < nameEnd ? { start, end, kind: 'email' } : undefined;
}

/** "@name" is somebody's account; "@USD12" needs a messenger nearby. */
function asHandle(page: Page, at: number, after: string): Span | undefined {
  const name = handle.exec(after);
  if (!name || (at > 0 && !/[\s(:"']/.test(page.text[at - 1]!))) return undefined;
  const end = at + 1 + name[0].length;
  const isName = /^\p{L}{4}|\p{L}.*_/u.test(name[0]) || cueBefore(page, HANDLE, end + 30, 70) !== undefined;
  return isName ? { start: at, end, kind: 'account' } : undefined;
}

/** "name (at) domain.tld", "name at domain dot tld", in the words of seven languages. */
function fromWord(page: Page, start: number, end: number): Span | undefined {
  const opened = /[([{<]\s?$/.exec(before(page.text, start, 2));
  const after = (opened ? bracketed : saidDomain).exec(page.lower.slice(end, end + reach));
  if (!after) return undefined;
  if (!opened && page.lower.startsWith('at', start) && !/\sdot\s/.test(after[0])) return undefined;
  const nameEnd = skipBack(page.text, opened ? start - opened[0].length : start, 2);
  return email(nameStart(page.text, nameEnd), nameEnd, end + after[0].length);
}

/** E-mail addresses, also spaced, spelled or in full-width letters; accounts of messengers written @name. */
export function findEmails(page: Page): Span[] {
  const found: (Span | undefined)[] = [];
  for (let at = page.text.indexOf('@'); at >= 0; at = page.text.indexOf('@', at + 1)) found.push(aroundSign(page, at));
  for (const cue of page.cues) if (cue.mask & AT) found.push(fromWord(page, cue.start, cue.end));
  return found.filter(span => span !== undefined);
}
