import { Secret, TOTP } from 'otpauth';
import { castPassword } from './cast.ts';
import type { Browser, TestPortal } from './portal.ts';

export interface WithApp {
  readonly browser: Browser;
  /** Base32, as the page shows it. */
  readonly seed: string;
  readonly codes: readonly string[];
}

/** What the app shows so many steps of 30 seconds from now. */
export function codeOf(seed: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(seed) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

let last = 0;
/** A visitor at an address of its own. */
export function visitorOf(portal: Pick<TestPortal, 'visitor'>): Browser {
  const browser = portal.visitor();
  browser.address = `198.51.100.${1 + ((last += 1) % 250)}`;
  return browser;
}

/** Proves the password in a new window; answers the window and what the portal said. */
export async function passwordStep(
  portal: Pick<TestPortal, 'visitor'>,
  loginId: string,
  fields: Readonly<Record<string, string>> = {},
) {
  const browser = visitorOf(portal);
  return {
    browser,
    answer: await browser.post('/sign-in', { loginId, password: castPassword, ...fields }, '/sign-in'),
  };
}

export function factorStep(browser: Browser, fields: Readonly<Record<string, string>>) {
  return browser.post('/sign-in/factor', fields, '/sign-in/factor');
}

/** Signs in and sets up an authenticator app by its pages. */
export async function setUpApp(portal: Pick<TestPortal, 'visitor'>, loginId: string): Promise<WithApp> {
  const { browser } = await passwordStep(portal, loginId);
  const page = await browser.get('/account/factors/app');
  const seed = (/<p class="seed"><code>([^<]+)/.exec(page.text)?.[1] ?? '').replaceAll(' ', '');
  const shown = await browser.post('/account/factors/app', { code: codeOf(seed) }, '/account/factors/app');
  return { browser, seed, codes: codesOn(shown.text) };
}

export function codesOn(page: string): string[] {
  return [...page.matchAll(/<li><code>([^<]+)<\/code>/g)].map(([, code = '']) => code);
}

/** Forgets which codes were used and how often one failed, so that the next test may use the present code. */
export async function forgetUse(portal: TestPortal): Promise<void> {
  await portal.owner.query('update account_totp set last_step = 0');
  await portal.owner.query('delete from sign_in_limits');
}

/** Makes the proof of every session older by so many minutes. */
export function ageProof(portal: TestPortal, minutes: number) {
  return portal.owner.query(
    `update sessions set sess = jsonb_set(sess::jsonb, '{provedAt}', to_jsonb((sess->>'provedAt')::bigint -
      $1::bigint * 60000))::json where sess->>'provedAt' is not null`,
    [minutes],
  );
}
