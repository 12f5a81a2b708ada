import type { Viewer } from '../viewer.ts';
import type { Factors } from './factors.ts';
import { enrolOptions, proofOptions } from './passkeys.ts';
import { keepChallenge, listPasskeys } from './store.ts';

/** Options for the browser to prove a passkey; the challenge in them is kept for one answer of this session. */
export async function askPasskey({ pool, site }: Factors, accountId: number, sid: string) {
  const options = await proofOptions(site, await listPasskeys(pool, accountId));
  await keepChallenge(pool, sid, accountId, 'prove', options.challenge);
  return options;
}

/** Options for the browser to make a passkey; the challenge in them is kept for one answer of this session. */
export async function askNewPasskey({ pool, site }: Factors, viewer: Viewer, sid: string) {
  const options = await enrolOptions(site, viewer, await listPasskeys(pool, viewer.accountId));
  await keepChallenge(pool, sid, viewer.accountId, 'enrol', options.challenge);
  return options;
}
