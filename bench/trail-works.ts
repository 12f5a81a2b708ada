import { countDays, readHabits, readSigns } from '../src/audit/alarms/store-signs.ts';
import { readMonthsDue, spanOf } from '../src/audit/archive/store-archives.ts';
import { chainState } from '../src/audit/chain/store-checks.ts';
import { sumOpenRows, sumSealedRows } from '../src/audit/chain/store-seals.ts';
import { lateRow } from '../src/audit/chain/store-trust.ts';
import { countEventsByDay, listAbout, listEventsOf, note } from '../src/audit/index.ts';
import { listTrail, readTrailRow, type Reader, type TrailFilter } from '../src/audit/store-trail.ts';
import { listFailedTries } from '../src/access/accounts/store-history.ts';
import type { Client, Queryable } from '../src/db/pool.ts';

export type Work = (on: Queryable) => Promise<unknown>;

const administrator: Reader = { accountId: 1, loginId: 'wco.admin', office: { id: 1 }, sees: 'all' };
const ofOffice: Reader = { ...administrator, sees: { officeId: 77 } };

const pageOf =
  (filter: TrailFilter, more: object = {}, reader = administrator): Work =>
  on =>
    listTrail(on, reader, { filter, limit: 50, ...more });

/** Three rows a transaction. */
const placeAt = (row: number) => ({ tx: String(1000 + Math.floor(row / 3)), id: 0 });

/** The statements of the portal that read the trail or add to it. */
export function trailWorks(rows: number, months: number): readonly (readonly [name: string, work: Work])[] {
  const halfway = new Date(Date.now() - (months / 2) * 30.4 * 86_400_000).toISOString();
  const day = halfway.slice(0, 10);
  const lastMinute = { from: placeAt(rows - 3000), to: placeAt(rows) };
  return [
    ['page, newest', pageOf({})],
    ['page, in the midst', pageOf({}, { after: { at: halfway, id: 1 } })],
    ['page, one officer', pageOf({ login: 'officer.77' })],
    ['page, one record', pageOf({ subject: 'KE-2026-000077' })],
    ['page, refused', pageOf({ outcome: 'refused' })],
    ['page, failed (none)', pageOf({ outcome: 'failed' })],
    ['page, one day', pageOf({ from: day, to: day })],
    ['page, a rare action', pageOf({ action: 'account.created' })],
    ['page, a kind of action', pageOf({ group: 'account' })],
    ['page, a frequent kind', pageOf({ group: 'seizure' })],
    ['page, one address', pageOf({ address: '196.200.77.1' })],
    ['page, officer, refused', pageOf({ login: 'officer.77', outcome: 'refused' })],
    ['page, officer, rare', pageOf({ login: 'officer.77', action: 'account.created' })],
    ['page, address, rare', pageOf({ address: '196.200.77.1', action: 'account.created' })],
    ['page, address, record', pageOf({ address: '196.200.77.1', subject: 'KE-2026-000077' })],
    ['office, newest', pageOf({}, {}, ofOffice)],
    ['office, refused', pageOf({ outcome: 'refused' }, {}, ofOffice)],
    ['office, rare action', pageOf({ action: 'account.created' }, {}, ofOffice)],
    ['office, kind of action', pageOf({ group: 'account' }, {}, ofOffice)],
    ['office, other address', pageOf({ address: '196.200.78.1' }, {}, ofOffice)],
    ['one row', on => readTrailRow(on, administrator, Math.floor(rows / 2))],
    ['of a record', on => listAbout(on, ['KE-2026-000077'], 100)],
    ['of an operation', on => listEventsOf(on, '77', 'all', { before: undefined, limit: 50 })],
    ['of it, in the midst', on => listEventsOf(on, '77', 'all', { before: Math.floor(rows / 2), limit: 50 })],
    ['days of an operation', on => countEventsByDay(on, '77', 30)],
    ['failed tries', on => listFailedTries(on, { loginId: 'officer.77' })],
    ['insert', on => note(on, administrator, { action: 'seizure.read', subject: 'KE-2026-000077', detail: { n: 1 } })],
    ['rows to seal', on => sumOpenRows(on, placeAt(rows - 120), String(rows), 20_000)],
    ['rows of a seal', on => sumSealedRows(on, placeAt(rows / 2), placeAt(rows / 2 + 3000))],
    ['late row', on => lateRow(on, placeAt(rows - 120))],
    ['signs of 3,000 rows', on => readSigns(on, 'refusals', lastMinute, 10)],
    ['days of 3,000 rows', on => countDays(on as Client, lastMinute)],
    ['habits of 3,000 rows', on => readHabits(on, 'reads', lastMinute)],
    ['months due', on => readMonthsDue(on)],
    ['span of a month', on => spanOf(on, halfway.slice(0, 7))],
    ['state of the chain', on => chainState(on)],
  ];
}
