import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { codeOf } from '../support/factors.ts';
import { castPassword } from '../support/cast.ts';
import type { Visit } from '../support/journey-visit.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 10 });
});
beforeEach(async () => {
  await portal.owner.query('update account_totp set last_step = 0');
  await portal.owner.query('delete from sign_in_limits');
});

const words = {
  en: {
    own: 'Your account',
    app: 'Set up an app',
    confirmCode: 'Confirm the code',
    kept: 'I have saved them: continue',
    confirm: 'Confirm',
    add: 'Add a passkey',
    use: 'Use a passkey',
    signOut: 'Sign out',
    change: 'Change the password',
    others: 'End all other sessions',
    save: 'Save the choice',
    recover: 'Use a recovery code',
    useCode: 'Use the code',
    remove: 'Remove the passkey Blue key',
    lost: 'The code is incorrect',
    wait: 'Wait 15 minutes',
  },
  fr: {
    own: 'Votre compte',
    app: 'Configurer une application',
    confirmCode: 'Confirmer le code',
    kept: 'Je les ai enregistrés\u00a0: continuer',
    confirm: 'Confirmer',
    add: 'Ajouter une clé d’accès',
    use: 'Utiliser une clé d’accès',
    signOut: 'Se déconnecter',
    change: 'Changer de mot de passe',
    others: 'Fermer toutes les autres sessions',
    save: 'Enregistrer le choix',
    recover: 'Utiliser un code de secours',
    useCode: 'Utiliser le code',
    remove: 'Supprimer la clé d’accès Blue key',
    lost: 'Le code est inexact',
    wait: 'Attendez 15 minutes',
  },
} as const;
type Say = (typeof words)[keyof typeof words];
const button = (visit: Visit, name: string) =>
  visit.page.getByRole('button', { name, exact: true }).filter({ visible: true });

/** A device with a passkey of its own, which says yes to everything. */
async function authenticator(visit: Visit): Promise<void> {
  const devtools = await visit.page.context().newCDPSession(visit.page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Every session must prove again that it is its owner. */
async function ageProofs(): Promise<void> {
  await portal.owner.query(
    `update sessions set sess = jsonb_set(sess::jsonb, '{provedAt}', '0')::json where sess->>'provedAt' is not null`,
  );
}

async function menu(visit: Visit): Promise<void> {
  await visit.page.locator('header details:visible:not(.bell) > summary').click();
}

async function password(visit: Visit, loginId: string): Promise<void> {
  await visit.go('/sign-in');
  await visit.page.fill('#loginId', loginId);
  await visit.page.fill('#password', castPassword);
  await visit.arrive(() => visit.page.press('#password', 'Enter'));
}

/** By the pages, as an officer does it; answers the seed and the recovery codes. */
async function setUp(visit: Visit, say: Say): Promise<{ seed: string; codes: string[] }> {
  await menu(visit);
  await visit.press(visit.page.getByRole('link', { name: say.own }).filter({ visible: true }));
  await visit.press(visit.page.locator('main a[href="/account/factors"]').first());
  await visit.press(visit.page.getByRole('link', { name: say.app }));
  const seed = (await visit.page.innerText('.seed')).replaceAll(/\s/g, '');
  await visit.page.fill('#code', '000000');
  await visit.press(button(visit, say.confirmCode));
  expect(await visit.text()).toContain(say.lost);
  await visit.page.fill('#code', codeOf(seed));
  await visit.press(button(visit, say.confirmCode));
  const codes = await visit.page.locator('.codes code').allInnerTexts();
  await visit.press(visit.page.getByRole('link', { name: say.kept }));
  return { seed, codes };
}

describe('one’s own account', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280, 'ke.officer'],
      ['fr', 390, 'vn.reader'],
    ] as const),
  )('in %s at %i: app, passkey, recovery code', async (lang, width, loginId) => {
    const say = words[lang];
    const visit = await portal.page(null, { lang, width });
    await portal.owner.query('update accounts set lang = $2 where login_id = $1', [loginId, lang]);
    await authenticator(visit);
    await password(visit, loginId);
    const { codes } = await setUp(visit, say);
    expect(codes).toHaveLength(10);
    await visit.page.fill('#name', 'Blue key');
    await visit.press(button(visit, say.add));
    expect(new URL(visit.page.url()).search).toBe('?done=passkey');
    await menu(visit);
    await visit.press(button(visit, say.signOut));

    // Strangers guess at the login, and this browser is not known: the passkey gets its owner through.
    await portal.owner.query(
      `insert into sign_in_limits (key, points, expire) values ('login:' ||
        rtrim(translate(encode(sha256(convert_to($1, 'UTF8')), 'base64'), '+/', '-_'), '='), 9, $2)`,
      [loginId, Date.now() + 900_000],
    );
    await visit.page.context().clearCookies({ name: '__Host-device' });
    await password(visit, loginId);
    expect(await visit.text()).toContain(say.wait);
    await visit.press(button(visit, say.use));
    await visit.page.fill('#password', castPassword);
    await visit.arrive(() => visit.page.press('#password', 'Enter'));
    expect(visit.page.url()).toBe(`${portal.url}/`);
    await portal.owner.query('delete from sign_in_limits');
    await menu(visit);
    await visit.press(button(visit, say.signOut));

    await password(visit, loginId);
    const sent = visit.page.waitForRequest(
      request => request.method() === 'POST' && request.url().endsWith('/sign-in/factor'),
    );
    await visit.press(button(visit, say.use));
    expect(visit.page.url()).toBe(`${portal.url}/`);
    const answer = new URLSearchParams((await sent).postData() ?? '').get('passkey') ?? '';
    expect(JSON.parse(answer)).toMatchObject({ type: 'public-key' });

    // What was signed once is worth nothing for the next sign-in.
    await menu(visit);
    await visit.press(button(visit, say.signOut));
    await password(visit, loginId);
    await visit.page.locator('form[data-passkey] [name=passkey]').evaluate((input: { value?: string }, text) => {
      input.value = text;
    }, answer);
    await visit.press(button(visit, say.use));
    expect(await visit.page.locator('.error-summary').count()).toBe(1);
    await visit.page.locator('summary', { hasText: say.recover }).click();
    await visit.page.fill('#recovery', codes[0] ?? '');
    await visit.press(button(visit, say.useCode));
    expect(visit.page.url()).toBe(`${portal.url}/`);

    // A proof asked for in between does not lose the row: its list is empty now, so the focus is on the list's heading.
    await visit.go('/account/factors');
    await ageProofs();
    await visit.press(button(visit, say.remove));
    await button(visit, say.use).click();
    await visit.page.waitForURL('**/account/factors?done=removed');
    await visit.check();
    expect(await visit.page.locator('.rows', { hasText: 'Blue key' }).count()).toBe(0);
    await visit.page.locator('#passkeys:focus').waitFor();
  });

  test.each(
    windowsOf(import.meta.filename, [
      ['en', 390, 'ke.reader'],
      ['fr', 1280, 'vn.ncp'],
    ] as const),
  )('in %s at %i: a form waits for the proof and goes on by itself', async (lang, width, loginId) => {
    const say = words[lang];
    const visit = await portal.page(null, { lang, width });
    await portal.owner.query('update accounts set lang = $2 where login_id = $1', [loginId, lang]);
    await password(visit, loginId);
    await visit.go('/account/password');
    await ageProofs();
    await visit.page.fill('#current', castPassword);
    await visit.page.fill('#chosen', 'seven lamps over a quiet harbour');
    await visit.press(button(visit, say.change));
    await visit.page.fill('#password', 'not it');
    await visit.press(button(visit, say.confirm));
    expect(await visit.page.locator('.error-summary').count()).toBe(1);
    await visit.page.fill('#password', castPassword);
    await visit.page.press('#password', 'Enter');
    await visit.page.waitForURL('**/account?done=password');
    await visit.check();
    await portal.owner.query(
      `update accounts set password_hash = (select password_hash from accounts where login_id = 'ke.limited')
        where login_id = $1`,
      [loginId],
    );
  });

  test('without script, and in dark colours: the code still opens, choices are kept, sessions end', async () => {
    const visit = await portal.page(null, { javaScript: false });
    await portal.owner.query(`update accounts set lang = 'en' where login_id = 'wco.cenmat'`);
    await password(visit, 'wco.cenmat');
    const { seed } = await setUp(visit, words.en);
    expect(await button(visit, words.en.add).count()).toBe(0);
    await menu(visit);
    await visit.press(button(visit, words.en.signOut));
    await portal.owner.query('update account_totp set last_step = 0');
    await password(visit, 'wco.cenmat');
    await visit.page.fill('#code', codeOf(seed));
    await visit.press(button(visit, words.en.confirm));
    await visit.go('/account');
    await visit.page.locator('main input[type=checkbox][value=alarm]').uncheck();
    await visit.press(button(visit, words.en.save));
    expect(await visit.page.locator('main input[type=checkbox][value=alarm]').isChecked()).toBe(false);
    const dark = await portal.page('ke.ncp', { dark: true, width: 390 });
    for (const path of ['/account', '/account/factors', '/account/factors/app', '/account/password'])
      await dark.go(path);
  });
});
