import type { Offices } from '../../reference/index.ts';
import { daysText } from '../hours.ts';
import type { Desk, Hours, OfficeChange } from '../office.ts';
import type { Words } from './words.ts';

const looks: Readonly<Record<OfficeChange['kind'], readonly [tone: string, icon: string]>> = {
  contact: ['info', 'square-pen'],
  amended: ['info', 'square-pen'],
  founded: ['good', 'plus'],
  closed: ['bad', 'x'],
  reopened: ['good', 'rotate-ccw'],
  joined: ['good', 'arrow-right'],
  left: ['warn', 'arrow-left'],
  moved: ['info', 'arrow-right'],
  notified: ['good', 'user-check'],
  corrected: ['warn', 'rotate-ccw'],
  moveCorrected: ['warn', 'rotate-ccw'],
  moveUndone: ['warn', 'rotate-ccw'],
};

/** An office's history as a timeline: who, when, why, and what was before. */
export function presentChanges(changes: readonly OfficeChange[], offices: Offices, words: Words) {
  return changes.map(change => {
    const [tone, icon] = looks[change.kind];
    const office = offices.byCode(change.office);
    return {
      title: titleOf(change, offices, words),
      who: words.t('network:history.by', {
        login: change.login,
        office: office ? words.office(office) : change.office,
      }),
      when: words.time(change.at),
      datetime: change.at,
      tone,
      icon,
      changes: differences(change, words),
      ...(change.reason ? { reason: change.reason } : {}),
    };
  });
}

function titleOf({ kind, detail }: OfficeChange, offices: Offices, words: Words): string {
  const named = (code: unknown): string => {
    const office = typeof code === 'string' ? offices.byCode(code) : undefined;
    return office ? words.office(office) : words.t('network:noRilo');
  };
  const day = detail.date ?? detail.activeFrom ?? detail.lastDay ?? detail.validFrom;
  return words.t(`network:history.${kind}`, {
    member: named(detail.member),
    from: named(detail.from),
    to: named(detail.to),
    date: typeof day === 'string' ? words.date(day) : '',
  });
}

/** What stood in each field before, and what stands now. */
function differences({ detail }: OfficeChange, words: Words) {
  const [before, after] = [fieldsOf(detail.before, words), fieldsOf(detail.after, words)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(name => before.get(name) !== after.get(name))
    .map(name => ({
      label: words.t(`network:field.${name}`),
      ...(before.get(name) ? { old: before.get(name) } : {}),
      ...(after.get(name) ? { new: after.get(name) } : {}),
    }));
}

function fieldsOf(stored: unknown, words: Words): Map<string, string> {
  if (typeof stored !== 'object' || stored === null) return new Map();
  return new Map(
    Object.entries(stored)
      .map(([name, value]: [string, unknown]) => [name, valueText(name, value, words)] as const)
      .filter(([, text]) => text !== ''),
  );
}

function valueText(name: string, value: unknown, words: Words): string {
  if (value === null || value === undefined) return '';
  if (name === 'hours') return hoursText(value as Hours, words);
  if (name === 'desks') return (value as Desk[]).map(desk => deskText(desk, words)).join('; ');
  if (name === 'languages') return (value as string[]).map(words.language).join(', ');
  if (name === 'country') return words.country(String(value));
  return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? words.date(String(value)) : String(value);
}

export function hoursText({ days, opens, closes, timeZone }: Hours, words: Words): string {
  return words.t('network:hours.text', {
    days: daysText(days, words.lang),
    opens,
    closes,
    zone: timeZone.replaceAll('_', ' '),
  });
}

export function deskText({ function: name, staff, email }: Desk, words: Words): string {
  const count = staff === null ? '' : words.t('network:desk.staff', { count: staff });
  return [words.t(`network:desk.${name}`), count, email ?? ''].filter(Boolean).join(', ');
}
