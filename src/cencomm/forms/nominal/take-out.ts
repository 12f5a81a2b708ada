import { screen, type Kind } from '../../../personal-data/index.ts';
import type { Person } from './persons.ts';

/** Why a part of a text was taken out: the screening's own kinds, a person or company of the form, a word of a role. */
export type Cause = Kind | 'listed' | 'role';
export interface Taken {
  readonly text: string;
  readonly cause: Cause;
}

/** Replaces what was taken out. */
const gap = '[…]';

interface Found {
  readonly start: number;
  readonly end: number;
  readonly cause: Cause;
}

/**
 * A text without what names somebody: what the screening finds, every name, number and company of `persons`, and names
 * that follow the word of a role. Returns the text and what was taken out. Pure.
 */
export function takeOut(text: string, persons: readonly Person[]): { text: string; taken: Taken[] } {
  const found = merged([
    ...screen(text).map(({ start, end, kind }) => ({ start, end, cause: kind })),
    ...listedIn(text, persons),
    ...afterRoles(text),
  ]);
  let kept = text;
  for (const { start, end } of found.toReversed()) kept = kept.slice(0, start) + gap + kept.slice(end);
  return { text: kept, taken: found.map(({ start, end, cause }) => ({ text: text.slice(start, end), cause })) };
}

/** Parts that overlap as one. */
function merged(parts: readonly Found[]): Found[] {
  const whole: Found[] = [];
  for (const part of parts.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = whole.at(-1);
    if (last && part.start < last.end) whole[whole.length - 1] = { ...last, end: Math.max(last.end, part.end) };
    else whole.push(part);
  }
  return whole;
}

const legalForm = new RegExp(
  String.raw`[\s,.]+(?:ltd|limited|llc|l\.l\.c|inc|corp|co|company|plc|gmbh|ag|sa|s\.a|sarl|s\.a\.r\.l|sas|srl|spa|bv` +
    String.raw`|nv|oy|ab|as|pty|sdn bhd|jsc|ooo|ооо|fze|fzc)\.?$`,
  'iu',
);
/** Letters a part of a name has at least: shorter ones are words of the language. */
const shortestPart = 3;
const shortestNumber = 5;

/** Where a text has a name, a part of one, a company or a number of the persons of the form. */
function listedIn(text: string, persons: readonly Person[]): Found[] {
  const folded = foldWithPlaces(text);
  const patterns = persons.flatMap(person => [
    ...[person.name ?? '', ...(person.name ?? '').split(/[^\p{L}\p{M}]+/u)]
      .filter(part => (part.match(/\p{L}/gu) ?? []).length >= shortestPart)
      .map(asWords),
    ...[person.company ?? '', (person.company ?? '').replace(legalForm, ''), person.address ?? '', person.birth ?? '']
      .filter(part => part.trim().length > shortestPart)
      .map(asWords),
    ...[person.document ?? '', person.phone ?? '']
      .flatMap(part => [
        part,
        ...part.split(/[,;/]|\s{2,}/),
        ...(part.match(/\p{L}{0,3}[ -]?\d[\d ./-]{3,}\d/gu) ?? []),
      ])
      .map(part => part.replace(/[^\p{L}\p{N}]/gu, ''))
      .filter(part => part.length >= shortestNumber)
      .map(asNumber),
  ]);
  return patterns.flatMap(pattern =>
    [...folded.text.matchAll(new RegExp(pattern, 'gu'))].map(match => ({
      start: folded.places[match.index] ?? 0,
      end:
        (folded.places[match.index + match[0].length - 1] ?? 0) +
        (folded.lengths[match.index + match[0].length - 1] ?? 1),
      cause: 'listed' as const,
    })),
  );
}

/** A name in a folded text: its words, whatever stands between them, and not inside another word. */
function asWords(name: string): string {
  const words = foldWithPlaces(name)
    .text.split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');
  if (words.length === 0) return '(?!)';
  return `(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]{1,3}')}(?![\\p{L}\\p{N}])`;
}

/** A number in a folded text: its signs, with what people put between them; without a country's prefix of zeros. */
function asNumber(number: string): string {
  // Folding may bring signs: a circled digit has brackets.
  const signs = [...foldWithPlaces(number).text].filter(sign => /[\p{L}\p{N}]/u.test(sign));
  return `(?<![\\p{L}\\p{N}])\\+?${signs.join('[ ./-]{0,2}')}(?![\\p{L}\\p{N}])`;
}

/** A text in lower case without marks, and where each of its signs stands in the text, and how long it is there. */
function foldWithPlaces(text: string): { text: string; places: number[]; lengths: number[] } {
  const [signs, places, lengths]: [string[], number[], number[]] = [[], [], []];
  let at = 0;
  for (const sign of text) {
    const plain = sign
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase();
    if (plain === '' && lengths.length > 0) lengths[lengths.length - 1] = at + sign.length - (places.at(-1) ?? 0);
    for (const unit of plain.split('')) {
      signs.push(unit);
      places.push(at);
      lengths.push(sign.length);
    }
    at += sign.length;
  }
  return { text: signs.join(''), places, lengths };
}

/** Words of a role in the languages of operations, after which a name is written. */
const roles = [
  'driver|chauffeur|captain|skipper|master|pilot|crew ?member|sailor|seaman|passenger|traveller|traveler|courier|mule',
  'consignee|consignor|shipper|sender|recipient|addressee|receiver|importer|exporter|broker|declarant|suspect|arrested',
  'detained|owner|buyer|seller|named|called|alias|accused',
  'conducteur|conductrice|capitaine|pilote|passager|passagère|voyageur|voyageuse|destinataire|expéditeur|expéditrice',
  'transitaire|déclarant|propriétaire|suspect|suspecte|nommé|nommée|importateur|exportateur',
  'conductor|capitán|piloto|pasajero|pasajera|destinatario|consignatario|remitente|propietario|sospechoso|llamado',
  'motorista|capitão|passageiro|destinatário|consignatário|remetente|proprietário',
  'водитель|водителя|капитан|пассажир|пассажира|получатель|отправитель|грузополучатель|владелец|подозреваемый',
].join('|');
const anyCase = roles
  .split('|')
  .flatMap(word => [word, `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`, word.toUpperCase()])
  .join('|');
const title = '(?:is|was|name|named|Mr|Mrs|Ms|M|Mme|Sr|Sra|Dr|est|es)';
const between = String.raw`(?:[ :,.=-]|\((?=\p{Lu})){1,3}(?:${title}\b[ .:]{1,2}){0,2}`;
const particle = '(?:(?:al|el|bin|bint|ibn|ben|de|da|do|dos|del|der|di|du|la|le|van|von|ter|y|e)[ -])*';
const capital = String.raw`\p{Lu}[\p{L}\p{M}'’.-]*`;
const name = `${particle}${capital}(?: ${particle}${capital}){0,4}`;
const cased = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${anyCase})${between}(${name})`, 'gdu');

/** Scripts without capitals: the words that follow, three at most. */
const caseless = new RegExp(
  [
    String.raw`(?<!\p{L})(?:السائق|سائق|القبطان|الراكب|المسافر|المرسل إليه|المستلم|المرسل|المالك|المشتبه به)[ :،]{1,2}`,
    String.raw`((?:[\p{Script=Arabic}\p{M}]+ ?){1,3})`,
    String.raw`|(?:司机|驾驶员|船长|乘客|收货人|发货人|嫌疑人)[:：\s]{0,2}(\p{Script=Han}{2,4})`,
  ].join(''),
  'dgu',
);

function afterRoles(text: string): Found[] {
  return [cased, caseless].flatMap(pattern =>
    [...text.matchAll(pattern)].flatMap(({ indices }): Found[] => {
      const [start, end] = indices?.[1] ?? indices?.[2] ?? [0, 0];
      const trimmed = start + text.slice(start, end).trimEnd().length;
      return trimmed > start ? [{ start, end: trimmed, cause: 'role' }] : [];
    }),
  );
}
