import type { TFunction } from 'i18next';
import type { Lang } from '../viewer.ts';

export interface AccountWords {
  readonly lang: Lang;
  readonly t: TFunction;
  /** An instant (ISO) as "14 Feb 2026, 08:31 UTC". */
  time(iso: string): string;
  /** An instant (ISO) as "14 Feb 2026". */
  day(iso: string): string;
}

export function accountWords(lang: Lang, t: TFunction): AccountWords {
  const locale = lang === 'fr' ? 'fr-FR' : 'en-GB';
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const hours = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  const day = (iso: string): string => days.format(new Date(iso));
  return { lang, t, day, time: iso => `${day(iso)}, ${hours.format(new Date(iso))} UTC` };
}
