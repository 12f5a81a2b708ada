import type { Offices, Words } from '../../../reference/index.ts';
import type { MessageKind } from '../../operations/operation.ts';
import { today } from '../../../text/plain-date.ts';

/** How each kind of message looks, in lists, tags and chains. */
export const kindLooks: Readonly<Record<MessageKind, { readonly tone: string; readonly icon: string }>> = {
  warning: { tone: 'warn', icon: 'triangle-alert' },
  feedback: { tone: 'info', icon: 'message-circle-question-mark' },
  seizure: { tone: 'good', icon: 'circle-check' },
  plain: { tone: '', icon: 'mail' },
};

export function kindTag(kind: MessageKind, words: Words): { tone: string; label: string } {
  return { tone: kindLooks[kind].tone, label: words.t(`cencomm:kind.${kind}`) };
}

/** "Kenya" for an administration, "RILO-ESA" for another office. */
export function placeOf(officeId: number, offices: Offices, words: Words): string {
  const office = offices.byId(officeId);
  if (!office) return '';
  return office.kind === 'administration' && office.country !== null ? words.country(office.country) : office.code;
}

const locales = { en: 'en-GB', fr: 'fr-FR' } as const;
const hours = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const days = {
  en: new Intl.DateTimeFormat(locales.en, { weekday: 'short', timeZone: 'UTC' }),
  fr: new Intl.DateTimeFormat(locales.fr, { weekday: 'short', timeZone: 'UTC' }),
};
const dates = {
  en: new Intl.DateTimeFormat(locales.en, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  fr: new Intl.DateTimeFormat(locales.fr, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
};

/** The time of a line, in UTC: "08:41" today, "Mon" within a week, "21 Nov" within a year, else the whole date. */
export function shortTime(ms: number, words: Words, now = Date.now()): string {
  const iso = new Date(ms).toISOString();
  if (iso.slice(0, 10) === today()) return hours.format(ms);
  const age = (now - ms) / 86_400_000;
  return age < 6
    ? days[words.lang].format(ms)
    : age < 300
      ? dates[words.lang].format(ms)
      : words.date(iso.slice(0, 10));
}

/** "today, 08:41 UTC", "22 Nov, 06:05 UTC", or with the year. */
export function longTime(ms: number, words: Words, now = Date.now()): string {
  const iso = new Date(ms).toISOString();
  const hour = `${hours.format(ms)} UTC`;
  if (iso.slice(0, 10) === today()) return words.t('cencommmail:today', { time: hour });
  return `${now - ms < 300 * 86_400_000 ? dates[words.lang].format(ms) : words.date(iso.slice(0, 10))}, ${hour}`;
}

/** "1.8 MB", "640 kB". `bytes` of the content. */
export function sizeText(bytes: number, words: Words): string {
  return bytes >= 1e6
    ? words.t('cencommmail:MB', { number: words.count(Math.round(bytes / 1e5) / 10) })
    : words.t('cencommmail:kB', { number: words.count(Math.max(1, Math.round(bytes / 1000))) });
}
