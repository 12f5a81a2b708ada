import type { Offices, Words } from '../../../reference/index.ts';
import type { MessageKind } from '../../operations/operation.ts';
import { today } from '../../../text/plain-date.ts';
import { dateFormat } from '../../../text/formats.ts';

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

/** In UTC, as "08:41"; the same in both languages. */
const hourOf = (ms: number): string => dateFormat('en', { hour: '2-digit', minute: '2-digit' }).format(ms);
const dayOf = (ms: number, { lang }: Words): string => dateFormat(lang, { day: 'numeric', month: 'short' }).format(ms);

/** The time of a line, in UTC: "08:41" today, "Mon" within a week, "21 Nov" within a year, else the whole date. */
export function shortTime(ms: number, words: Words, now = Date.now()): string {
  const iso = new Date(ms).toISOString();
  if (iso.slice(0, 10) === today()) return hourOf(ms);
  const age = (now - ms) / 86_400_000;
  return age < 6
    ? dateFormat(words.lang, { weekday: 'short' }).format(ms)
    : age < 300
      ? dayOf(ms, words)
      : words.date(iso.slice(0, 10));
}

/** "today, 08:41 UTC", "22 Nov, 06:05 UTC", or with the year. */
export function longTime(ms: number, words: Words, now = Date.now()): string {
  const iso = new Date(ms).toISOString();
  const hour = `${hourOf(ms)} UTC`;
  if (iso.slice(0, 10) === today()) return words.t('cencommmail:today', { time: hour });
  return `${now - ms < 300 * 86_400_000 ? dayOf(ms, words) : words.date(iso.slice(0, 10))}, ${hour}`;
}

/** "1.8 MB", "640 kB". `bytes` of the content. */
export function sizeText(bytes: number, words: Words): string {
  return bytes >= 1e6
    ? words.t('cencommmail:MB', { number: words.count(Math.round(bytes / 1e5) / 10) })
    : words.t('cencommmail:kB', { number: words.count(Math.max(1, Math.round(bytes / 1000))) });
}
