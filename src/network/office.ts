import { addDays } from '../text/plain-date.ts';
/** What an office tells of itself. Office data only: no person is named anywhere. */

/** What the staff of a RILO works on; labels in `network:desk`. */
export const deskFunctions = [
  'head',
  'analysis',
  'verification',
  'operations',
  'communication',
  'training',
  'technology',
] as const;
type DeskFunction = (typeof deskFunctions)[number];

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Working languages offered, ISO 639-1. */
export const workingLanguages = ['ar', 'en', 'es', 'fr', 'de', 'pl', 'pt', 'ru', 'zh', 'ko', 'ja', 'sw'] as const;

export const timeZones: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter(zone => zone.includes('/')),
];

export interface Desk {
  readonly function: DeskFunction;
  /** Officers at it; null where not told. */
  readonly staff: number | null;
  readonly email: string | null;
}

export interface Hours {
  readonly days: readonly Weekday[];
  /** HH:MM of the time zone. */
  readonly opens: string;
  readonly closes: string;
  /** IANA name. */
  readonly timeZone: string;
}

export interface OfficeContact {
  readonly email: string | null;
  readonly phone: string | null;
  /** For what cannot wait until the office opens. */
  readonly outOfHours: string | null;
  readonly hours: Hours | null;
  readonly languages: readonly string[];
  readonly desks: readonly Desk[];
}

export interface StoredContact extends OfficeContact {
  /** Grows with every change; 0 where the office has published nothing yet. */
  readonly version: number;
  readonly synthetic: boolean;
  /** ISO time; null where nothing is published. */
  readonly changedAt: string | null;
}

export const nothingPublished: StoredContact = {
  email: null,
  phone: null,
  outOfHours: null,
  hours: null,
  languages: [],
  desks: [],
  version: 0,
  synthetic: false,
  changedAt: null,
};

/** A National Contact Point as its administration notified it. */
export interface Notification {
  readonly reference: string;
  /** Date of the letter. */
  readonly letterDate: string;
  /** First day as contact point. */
  readonly validFrom: string;
  readonly function: string;
  readonly email: string;
  readonly phone: string | null;
  /** Login of the account that holds, or will hold, the duty; null while there is none. */
  readonly account?: string | null;
}

export interface ContactPoint extends Notification {
  readonly id: number;
  readonly officeId: number;
  /** Last day: the day before the next one; null while none follows. */
  readonly validTo: string | null;
  readonly notifiedBy: string;
  readonly notifiedAt: string;
  readonly corrects: number | null;
  /** When a correction took its place, and why; it counts for nothing since. */
  readonly supersededAt: string | null;
  readonly supersededReason: string | null;
  readonly synthetic: boolean;
}

/** Kinds of entries of an office's history. */
const changeKinds = [
  'contact',
  'amended',
  'founded',
  'closed',
  'reopened',
  'joined',
  'left',
  'moved',
  'notified',
  'corrected',
  'moveCorrected',
  'moveUndone',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface OfficeChange {
  readonly kind: ChangeKind;
  readonly at: string;
  readonly login: string;
  readonly office: string;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The day before a plain date. */
export function dayBefore(date: string): string {
  return addDays(date, -1);
}
