import type { FieldProblem } from '../../errors.ts';
import { choice, choices, officialMail, shaped, text, uuid, type ValuesOf } from '../../fields/index.ts';
import { timeZones, weekdays } from '../../network/index.ts';
import type { DutyContact } from './contact.ts';

const langs = ['en', 'fr'] as const;

/** The fields of a duty contact, for members of some offices. */
export function dutyFields(memberIds: readonly string[], officeIds: readonly string[]) {
  return {
    clientUuid: uuid,
    name: text({ max: 80, screened: false }),
    office: choice(officeIds),
    whom: choice(['member', 'mailbox']),
    member: choice(memberIds, { optional: true }),
    address: officialMail({ optional: true }),
    lang: choice(langs, { optional: true }),
    days: choices(weekdays),
    opens: shaped(/^([01]\d|2[0-3]):[0-5]\d$/, 'network:problem.noTime'),
    closes: shaped(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'network:problem.noTime'),
    timeZone: choice(timeZones),
  };
}
export type DutyName = keyof ReturnType<typeof dutyFields>;
type DutyValues = ValuesOf<ReturnType<typeof dutyFields>>;

export function dutyProblems({ whom, member, address, opens, closes }: Partial<DutyValues>): FieldProblem[] {
  return [
    ...(whom === 'member' && member === '' ? [{ path: 'member', key: 'cencommops:problem.dutyMember' }] : []),
    ...(whom === 'mailbox' && address === '' ? [{ path: 'address', key: 'cencommops:problem.dutyAddress' }] : []),
    ...(opens !== undefined && opens === closes ? [{ path: 'closes', key: 'network:problem.noTimeBetween' }] : []),
  ];
}

export function contactIn(values: DutyValues): DutyContact {
  const { name, office, whom, member, address, lang, days, opens, closes, timeZone } = values;
  return {
    name,
    officeId: Number(office),
    whom:
      whom === 'member'
        ? { kind: 'member', accountId: Number(member) }
        : { kind: 'mailbox', address, lang: lang || 'en' },
    hours: { days, opens, closes, timeZone },
  };
}
