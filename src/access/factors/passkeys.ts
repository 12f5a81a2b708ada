import { createHash } from 'node:crypto';

/** Where passkeys of this portal are valid: the origin people see and its host. */
export interface Site {
  readonly origin: string;
  readonly host: string;
  readonly name: string;
}

/** A passkey as kept. `id` is our number, `credentialId` the authenticator's, base64url. */
export interface Passkey {
  readonly id: number;
  readonly accountId: number;
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
}

export type NewPasskey = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'>;

/** EdDSA, ES256, RS256: what authenticators have. Named, so that Node's experimental algorithms are not tried. */
const algorithms = [-8, -7, -257];
/** Loaded where somebody has or makes a passkey only: with what it needs it is a tenth of the modules of a start. */
const webauthn = () => import('@simplewebauthn/server');
const answers = () => import('./passkey-answers.ts');
const waitsFor = 5 * 60_000;

/** Options for the browser to make a passkey; the challenge in them is to be kept. */
export async function enrolOptions(
  site: Site,
  account: { accountId: number; loginId: string },
  known: readonly Passkey[],
) {
  const { generateRegistrationOptions } = await webauthn();
  return generateRegistrationOptions({
    rpName: site.name,
    rpID: site.host,
    userName: account.loginId,
    userDisplayName: account.loginId,
    userID: handleOf(account.accountId),
    excludeCredentials: known.map(asAllowed),
    supportedAlgorithmIDs: algorithms,
    timeout: waitsFor,
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
}

/** Options for the browser to prove one of the account's passkeys. */
export async function proofOptions(site: Site, known: readonly Passkey[]) {
  const { generateAuthenticationOptions } = await webauthn();
  return generateAuthenticationOptions({
    rpID: site.host,
    allowCredentials: known.map(asAllowed),
    userVerification: 'preferred',
    timeout: waitsFor,
  });
}

/** The passkey a browser made for this challenge on this site; undefined for anything else. `answer` is JSON text. */
export async function readEnrolment(site: Site, answer: string, challenge: string): Promise<NewPasskey | undefined> {
  const response = (await answers()).readEnrolAnswer(answer);
  if (!response) return undefined;
  const { verifyRegistrationResponse } = await webauthn();
  const checked = await verifyRegistrationResponse({
    response: response as never,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: false,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => undefined);
  if (!checked?.verified) return undefined;
  const { id, publicKey, counter } = checked.registrationInfo.credential;
  return { credentialId: id, publicKey, counter, transports: response.response.transports };
}

/** Which of the known passkeys signed this challenge, and its counter now; undefined for anything else. */
export async function readProof(
  site: Site,
  answer: string,
  challenge: string,
  known: readonly Passkey[],
): Promise<{ passkey: Passkey; counter: number } | undefined> {
  const response = (await answers()).readProofAnswer(answer);
  const passkey = known.find(({ credentialId }) => credentialId === response?.id);
  if (!response || !passkey) return undefined;
  const { verifyAuthenticationResponse } = await webauthn();
  const checked = await verifyAuthenticationResponse({
    response: response as never,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: false,
    // Passkeys that are kept in step over several devices always say 0; the library lets those through and a smaller
    // number not.
    credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: passkey.counter },
  }).catch(() => undefined);
  return checked?.verified ? { passkey, counter: checked.authenticationInfo.newCounter } : undefined;
}

function asAllowed({ credentialId, transports }: Passkey): { id: string; transports: string[] } {
  return { id: credentialId, transports: [...transports] };
}

/** Names the account to the authenticator without saying which it is. */
function handleOf(accountId: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(`passkey/v1/${accountId}`).digest());
}
