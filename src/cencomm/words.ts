import type { Offices, Words } from '../reference/index.ts';
import { today } from '../text/plain-date.ts';
import type { MemberRole, Operation } from './operations/operation.ts';

/** The name of an office; '' for one that does not exist. */
export function officeName(id: number, offices: Offices, words: Words): string {
  const office = offices.byId(id);
  return office ? words.office(office) : '';
}

export const countryNames = (codes: readonly string[], words: Words): string =>
  codes.map(code => words.country(code)).join(', ');

export const languageNames = (codes: readonly string[], words: Words): string =>
  codes.map(code => words.language(code)).join(', ');

/** "ke.officer · Jane Doe"; the login alone where the person is not named. */
export const personText = ({ login, personName }: { login: string | null; personName: string | null }): string =>
  [login, personName].filter(Boolean).join(' · ');

/** The sender of a message in the same form. */
export const senderText = ({ senderLogin, senderName }: { senderLogin: string; senderName: string | null }): string =>
  personText({ login: senderLogin, personName: senderName });

/** "Liaison · Kenya": a role, and the country a liaison speaks for. */
export function roleText({ role, country }: { role: MemberRole; country: string | null }, words: Words): string {
  const name = words.t(`cencomm:role.${role}`);
  return role === 'liaison' && country !== null ? `${name} · ${words.country(country)}` : name;
}

/** "16 Nov 2026 – 11 Dec 2026". */
export function periodText({ startsOn, endsOn }: Pick<Operation, 'startsOn' | 'endsOn'>, words: Words): string {
  return words.t('cencomm:dates', { from: words.date(startsOn), to: words.date(endsOn) });
}

/** "16 Nov 2026 – 11 Dec 2026, day 9"; the day only while the operation lasts. */
export function datesText(operation: Pick<Operation, 'startsOn' | 'endsOn' | 'state'>, words: Words): string {
  const dates = periodText(operation, words);
  const now = today();
  if (operation.state !== 'open' || now < operation.startsOn || now > operation.endsOn) return dates;
  const day = Math.round((Date.parse(now) - Date.parse(operation.startsOn)) / 86_400_000) + 1;
  return words.t('cencomm:datesDay', { dates, day });
}

/** The paragraphs of a text, empty ones left out. */
export const paragraphsOf = (text: string): string[] => text.split('\n').filter(part => part.trim() !== '');
