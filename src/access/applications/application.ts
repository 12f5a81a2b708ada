import type { Duty, Lang, Level, OfficeKind } from '../viewer.ts';

/** Submitted, asked back, consented by the first of two persons; granted, refused or withdrawn. */
export const states = ['submitted', 'asked', 'consented', 'granted', 'refused', 'withdrawn'] as const;
export type State = (typeof states)[number];

/** States in which somebody still has to do something. */
export const openStates: readonly State[] = ['submitted', 'asked', 'consented'];

/** One person's access as it was asked for, checked. `endsOn` is a plain date, `email` lower case. */
export interface NewApplication {
  readonly officeId: number;
  readonly familyName: string;
  readonly givenName: string;
  readonly unit: string;
  readonly email: string;
  readonly level: Level;
  readonly duties: readonly Duty[];
  /** The formal notification a National Contact Point is named by; '' for other duties. */
  readonly notification: string;
  readonly lang: Lang;
  readonly reason: string;
  readonly endsOn: string;
}

export interface Decision {
  readonly level: Level;
  readonly duties: readonly Duty[];
  readonly endsOn: string;
}

export interface Application extends NewApplication {
  readonly id: number;
  /** 'AP-2026-000389' */
  readonly ref: string;
  readonly batchRef: string | null;
  readonly madeBy: number;
  readonly madeByLogin: string;
  readonly madeAt: Date;
  readonly state: State;
  readonly changedAt: Date;
  readonly decided: Decision | null;
  readonly consentedBy: number | null;
  readonly accountId: number | null;
  readonly synthetic: boolean;
}

/** Duties an office of a kind may ask for. */
export const dutiesFor: Readonly<Record<OfficeKind, readonly Duty[]>> = {
  administration: ['ncp'],
  rilo: ['rilo'],
  secretariat: ['administrator', 'cenmat'],
  partner: [],
};

/** Levels an office of a kind may ask for, lowest first. */
export function levelsFor(kind: OfficeKind): readonly Level[] {
  return kind === 'partner' ? ['partner'] : ['limited', 'read_only', 'unlimited'];
}

/** Years an account may be asked for at most, and what the form proposes. */
export const longestYears = 5;
export const usualYears = 2;

/** Above Limited a reason must be given, of so many characters. */
export const shortestReason = 20;

/** Whether two administrators must agree: the duty of an administrator, and Unlimited outside an administration. */
export function needsTwo({ level, duties }: Pick<Decision, 'level' | 'duties'>, kind: OfficeKind): boolean {
  return duties.includes('administrator') || (level === 'unlimited' && kind !== 'administration');
}

/** Whether `given` is no more than `asked`: the same or a lower level, none but the asked duties, no later end. */
export function isWithin(given: Decision, asked: Decision): boolean {
  const order: readonly Level[] = ['limited', 'read_only', 'unlimited'];
  const lower =
    given.level === asked.level ||
    (order.includes(given.level) && order.indexOf(given.level) < order.indexOf(asked.level));
  return lower && given.duties.every(duty => asked.duties.includes(duty)) && given.endsOn <= asked.endsOn;
}
