import { tellLogin, tellOffice, type Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import { Refused } from '../../forms/index.ts';
import type { CwsContext } from '../context.ts';
import type { Referral } from './referral.ts';

type Told = Pick<Referral, 'ref' | 'subject'>;

// A letter leaves the portal: it carries the reference, the subject and a link, and no word of what was reported.
const news = (kind: string, { ref, subject }: Told) =>
  ({ about: 'referral', kind: `referral_${kind}`, values: { ref, subject }, path: `/cws/referrals/${ref}` }) as const;

/** Tells the office a referral came to. Refused at `field` where nobody of it could ever see it. */
export async function tellArrival(
  client: Client,
  viewer: Viewer,
  { outbox }: CwsContext,
  referral: Told,
  officeId: number,
  field: string,
): Promise<void> {
  const readers = await tellOffice(client, outbox, officeId, news('arrived', referral), viewer.loginId);
  if (readers === 0) throw new Refused({ path: field, key: 'cwsreferrals:problem.nobody' });
}

/** Tells the office that the sender wrote. */
export async function tellDesk(
  client: Client,
  viewer: Viewer,
  { outbox }: CwsContext,
  referral: Referral,
): Promise<void> {
  await tellOffice(client, outbox, referral.officeId, news('said', referral), viewer.loginId);
}

/** Tells the sender that something came of it. */
export async function tellSender(
  client: Client,
  { outbox }: Pick<CwsContext, 'outbox'>,
  kind: 'asked' | 'passed' | 'recorded' | 'answered' | 'reopened',
  referral: Referral,
): Promise<void> {
  await tellLogin(client, outbox, referral.madeByLogin, news(kind, referral));
}
