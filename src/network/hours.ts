import { weekdays, type Hours, type Weekday } from './office.ts';
import { dateFormat } from '../text/formats.ts';

/** "Mon–Fri", "Mon–Thu, Sat": days that follow each other as one stretch. */
export function daysText(days: readonly Weekday[], lang: 'en' | 'fr'): string {
  const format = dateFormat(lang, { weekday: 'short' });
  // 5 January 1970 was a Monday.
  const name = (day: Weekday): string => format.format(new Date(Date.UTC(1970, 0, 5 + weekdays.indexOf(day))));
  const stretches: Weekday[][] = [];
  for (const day of weekdays.filter(one => days.includes(one))) {
    const last = stretches.at(-1);
    if (last && weekdays.indexOf(last.at(-1) ?? day) === weekdays.indexOf(day) - 1) last.push(day);
    else stretches.push([day]);
  }
  return stretches
    .map(stretch =>
      stretch.length > 1 ? `${name(stretch[0] ?? 'mon')}–${name(stretch.at(-1) ?? 'sun')}` : name(stretch[0] ?? 'mon'),
    )
    .join(', ');
}

/** Local time of a zone as HH:MM, its day, and how far it is from UTC: "UTC+3". */
export function localTime(timeZone: string, now: Date): { time: string; day: Weekday; offset: string } {
  const parts = Object.fromEntries(
    dateFormat('en', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'shortOffset',
    })
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const day = weekdays.find(one => one === parts.weekday?.toLowerCase()) ?? 'mon';
  return { time: `${parts.hour}:${parts.minute}`, day, offset: (parts.timeZoneName ?? '').replace('GMT', 'UTC') };
}

/**
 * Whether an office is at its desk: from opening up to, not including, closing. Hours over midnight end on the next
 * day.
 */
export function isOpen({ days, opens, closes, timeZone }: Hours, now: Date): boolean {
  const { time, day } = localTime(timeZone, now);
  const yesterday = weekdays[(weekdays.indexOf(day) + 6) % 7] ?? 'sun';
  if (opens < closes) return days.includes(day) && time >= opens && time < closes;
  return (days.includes(day) && time >= opens) || (days.includes(yesterday) && time < closes);
}
