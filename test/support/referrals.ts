import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { problemsOn } from './entry.ts';
import type { Browser, TestPortal } from './portal.ts';
import { addDays, today } from '../../src/text/plain-date.ts';

export const daysFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A complete form of a referral about a refrigerant stopped at Mombasa. */
export const referralForm = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  clientUuid: randomUUID(),
  subject: 'ods',
  to: 'ncp',
  stage: 'stopped',
  happened: 'The cylinders hold another substance than declared.\nNo licence of ours covers them.',
  country: 'KE',
  place: 'Mombasa',
  happenedOn: addDays(today(), -2),
  knownBy: 'licences',
  product: 'HCFC-22',
  goods: '610 cylinders declared as R-134a',
  quantity: '8296',
  unit: 'kg',
  fromCountry: 'CN',
  toCountry: 'UG',
  transport: 'SEA',
  ...more,
});

/** Sends one; answers its reference. */
export async function referred(browser: Browser, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await browser.post('/cws/referrals', referralForm(more));
  const ref = /\/(REFERRAL-\d{4}-\d{4,})\?done=sent$/.exec(answer.headers.location ?? '')?.[1];
  if (!ref) throw new Error(`not sent: ${answer.status} ${problemsOn(answer).join(' | ')}`);
  return ref;
}

/** Sends a form of a referral's page, with the version it has now. */
export async function act(
  portal: TestPortal,
  browser: Browser,
  ref: string,
  what: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const {
    rows: [row],
  } = await portal.owner.query<{ version: number }>('select version from referrals where ref = $1', [ref]);
  return browser.post(`/cws/referrals/${ref}/${what}`, {
    clientUuid: randomUUID(),
    version: String(row?.version ?? 0),
    ...fields,
  });
}

export async function stateOf(portal: TestPortal, ref: string): Promise<string> {
  const {
    rows: [row],
  } = await portal.owner.query<{ state: string }>('select state from referrals where ref = $1', [ref]);
  return row?.state ?? '';
}
