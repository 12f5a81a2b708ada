import { matchesOf } from '../text/matches.ts';
import { before, matchWithin, type Page, type Span } from './page.ts';
import { isQuantity, isReference, modulo97, passesLuhn, type Group, type Run } from './numbers.ts';
import { ACCOUNT } from './words.ts';

/** Length of an IBAN by country. */
const ibanLengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 ' +
    ('GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ' +
      'ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 ') +
    'PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map(entry => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const ibanStart = /(?<![a-z0-9])[a-z]{2}\d{2}(?=[ -]?[a-z0-9])/g;
const wallet = /(?<![A-Za-z0-9])(?:0x[0-9a-fA-F]{40}|bc1[a-z0-9]{25,59})(?![A-Za-z0-9])/g;

const paying =
  /iban|transf|vir(?:e|ement)|uberw|zahl|перев|перечисл|odem|havale|حول|تحويل|汇|转|chuyen|bank|banco|banque|banka|account|konto|compte|cuenta|conta|hesab/u;

/** A slip of the pen in the check digits hides no account where money is paid. */
function isPaid(lower: string, start: number): boolean {
  return paying.test(before(lower, start, 40));
}

function ibanEnd(lower: string, start: number, length: number): number {
  let code = '';
  let at = start;
  for (; at < lower.length && code.length < length; at += 1) {
    const char = lower[at]!;
    if (/[a-z0-9]/.test(char)) code += char;
    else if (!/[ -]/.test(char)) return start;
  }
  if (code.length < length || /[a-z0-9]/.test(lower[at] ?? '')) return start;
  return modulo97(code.slice(4) + code.slice(0, 4)) === 1 || isPaid(lower, start) ? at : start;
}

const afterIban = /iban[^\p{L}\d]{1,4}([a-z]{2}\d{2}(?: ?[a-z\d]{2,4}){3,8})(?![a-z\d])/gu;

function findIbans(page: Page): Span[] {
  const found: Span[] = matchesOf(page.lower, afterIban).map(match => {
    const end = match.index + match[0].length;
    return { start: end - match[1]!.length, end, kind: 'account' };
  });
  for (const match of matchesOf(page.lower, ibanStart)) {
    const length = ibanLengths[match[0].slice(0, 2).toUpperCase()];
    const end = length ? ibanEnd(page.lower, match.index, length) : match.index;
    if (end > match.index) found.push({ start: match.index, end, kind: 'account' });
  }
  return found;
}

/** Grouped as printed on cards, or sixteen digits (fifteen for one issuer) in one piece, with the check digit. */
function isCard(groups: readonly Group[]): boolean {
  const digits = groups.map(group => group.digits).join('');
  const lengths = groups.map(group => group.digits.length).join('-');
  const sixteen = /^(?:16|4-4-4-4)$/.test(lengths) && /^(?:4|5[1-5]|2[2-7]|6)/.test(digits);
  const fifteen = /^(?:15|4-6-5)$/.test(lengths) && /^3[47]/.test(digits);
  return (sixteen || fifteen) && passesLuhn(digits);
}

const anyCard = /card|cart[ea]|tarjeta|kart|kadi|карт|卡|بطاقة/;
const cardWord = /(?:card|carta?[eo]|tarjeta|cartao|kart|карт|kadi|卡|بطاقة)[^\d]{0,16}$/u;

/** "card number" before four times four digits: the check may have been copied wrongly. */
function isNamedCard(page: Page, groups: readonly Group[]): boolean {
  const lengths = groups.map(group => group.digits.length).join('-');
  return lengths === '4-4-4-4' && cardWord.test(before(page.lower, groups[0]!.start, 30));
}

/** Characters from the first digit to the last. */
const longestCard = 22;

/** How many groups a card has, by the size of its first. */
const groupsOfCard: Readonly<Record<number, readonly number[]>> = { 4: [3, 4], 15: [1], 16: [1] };

function startingAt(groups: readonly Group[], first: number): (readonly Group[])[] {
  const counts = groupsOfCard[groups[first]!.digits.length] ?? [];
  return counts.filter(count => first + count <= groups.length).map(count => groups.slice(first, first + count));
}

function findCards(page: Page, runs: readonly Run[]): Span[] {
  const isNamed = anyCard.test(page.lower);
  return (
    runs
      .flatMap(({ groups }) => groups.flatMap((_, first) => startingAt(groups, first)))
      .filter(each => isCard(each) || (isNamed && isNamedCard(page, each)))
      .map(groups => ({ start: groups[0]!.start, end: groups.at(-1)!.end, kind: 'account' as const }))
      .filter(({ start, end }) => end - start <= longestCard && !isReference(page, start))
      // The fraction of a machine's decimal number.
      .filter(({ start }) => !/\d[.,]$/.test(before(page.text, start, 2)))
  );
}

const accountNumber =
  /^[^\p{L}\d-]{0,3}(?:(?:no|nr|n|num|number|numero|номер|номера|bank\p{L}*|banc\p{L}*|corrente|corriente|карты)[^\p{L}\d]{0,4}){0,3}(\d[\d -]{4,28}\d)/u;

/** "account number", "Kontonummer", "номер счёта" and six digits or more just after. */
function findNumbered(page: Page): Span[] {
  const found: Span[] = [];
  for (const cue of page.cues) {
    if (!(cue.mask & ACCOUNT)) continue;
    const match = matchWithin(page.lower, cue.end, 60, accountNumber);
    const number = match && /\d[\d -]*\d$/.exec(match.text)?.[0];
    if (
      !match ||
      !number ||
      number.replace(/\D/g, '').length < 6 ||
      isQuantity(page, match.end - number.length, match.end)
    )
      continue;
    found.push({ start: match.end - number.length, end: match.end, kind: 'account' });
  }
  return found;
}

/** Bank accounts (IBAN with its check), payment cards (Luhn), numbers after an account word, crypto wallets. */
export function findAccounts(page: Page, runs: readonly Run[]): Span[] {
  const wallets = matchesOf(page.text, wallet).map(match => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'account' as const,
  }));
  return [...findIbans(page), ...findCards(page, runs), ...findNumbered(page), ...wallets];
}
