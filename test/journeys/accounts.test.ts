import { beforeAll, describe, expect, test } from 'vitest';
import { seedOfficers } from '../../seeds/demo/officers.ts';
import { officer } from '../support/accounts.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import type { Visit } from '../support/journey-visit.ts';
import { letDateMove } from '../../src/text/clock.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 5 });
  await seedOfficers(portal.owner, new Date().toISOString().slice(0, 10));
});

const words = {
  en: {
    level: 'Change level or duties',
    change: 'Change',
    reason: 'Reason',
    needed: 'Enter the reason',
    done: 'Level and duties have been changed.',
    end: 'End the account',
    ended: 'The account and its sessions have ended',
    suspend: 'Suspend',
    suspended: 'The account has been suspended',
    open: 'Reopen',
    reset: 'Send a link for a new password',
    send: 'Send the link',
    sent: 'A one-time link has been sent',
    confirm: 'Confirm the selected officers',
    confirmed: 'has been confirmed',
    nobody: 'Select at least one officer',
    extend: 'Extend the due date',
    extendIt: 'Extend',
    due: 'Due on',
    moved: 'The due date has been changed.',
  },
  fr: {
    level: 'Modifier le niveau ou les fonctions',
    change: 'Modifier',
    reason: 'Motif',
    needed: 'Indiquez le motif',
    done: 'Le niveau et les fonctions ont été modifiés.',
    end: 'Clore le compte',
    ended: 'Le compte est clos',
    suspend: 'Suspendre',
    suspended: 'Le compte a été suspendu',
    open: 'Rouvrir',
    reset: 'Envoyer un lien pour un nouveau mot de passe',
    send: 'Envoyer le lien',
    sent: 'Un lien à usage unique',
    confirm: 'Confirmer les agents cochés',
    confirmed: 'a été confirmé',
    nobody: 'Cochez au moins un agent',
    extend: 'Reporter l’échéance',
    extendIt: 'Reporter',
    due: 'Échéance',
    moved: 'L’échéance a été reportée.',
  },
};

async function send(visit: Visit, label: string): Promise<void> {
  await visit.press(visit.page.locator('main form button.is-large').filter({ hasText: label }));
}

describe.each(
  windowsOf(import.meta.filename, [
    ['en', 1280],
    ['fr', 390],
  ] as const),
)('in %s at %i', (lang, width) => {
  const say = words[lang];

  test('a contact point finds an officer, lowers, suspends, opens again, sends a link, and ends', async () => {
    const { login } = await officer(portal, { level: 'read_only', ends: 200 });
    const visit = await portal.page('ke.ncp', { lang, width });
    const { page } = visit;
    const act = (name: string) => page.locator('main .rail a').filter({ hasText: name });
    await visit.go('/access/accounts?state=all&sort=end');
    await visit.go(`/access/accounts?q=${login}`);
    await visit.press(page.getByRole('link', { name: login, exact: true }));
    await visit.press(act(say.level));
    await page.locator('input[value=limited]').check();
    await send(visit, say.change);
    expect(await visit.text()).toContain(say.needed);
    expect(await page.locator('input[value=limited]').isChecked()).toBe(true);
    await page.getByLabel(say.reason).fill('Works at the training centre now');
    await send(visit, say.change);
    expect(await visit.text()).toContain(say.done);
    for (const [name, told] of [
      [say.suspend, say.suspended],
      [say.open, ''],
      [say.reset, say.sent],
      [say.end, say.ended],
    ] as const) {
      await visit.press(act(name));
      await page.getByLabel(say.reason).fill('For the journey');
      await send(visit, name === say.reset ? say.send : name);
      expect(await visit.text()).toContain(told);
    }
    expect(await act('').count()).toBe(0);
  });

  test('people who change: corrections, moves, selections and a change of domain', async () => {
    const { id } = await officer(portal, { level: 'read_only', ends: 200 });
    const visit = await portal.page('ke.ncp', { lang, width });
    const { page } = visit;
    const submit = (from: Visit) => from.press(from.page.locator('main form button.is-primary').last());
    const base = `/access/accounts/${id}`;
    await visit.go(`${base}/corrections`);
    await page.fill('main [name=personName]', '');
    await submit(visit);
    expect(await page.locator('main [aria-invalid=true]').count()).toBeGreaterThan(0);
    for (const path of [
      `${base}/address`,
      `${base}/move`,
      `${base}/factor-reset`,
      '/access/moves',
      '/access/proposals',
    ])
      await visit.go(path);
    await visit.go('/access/accounts/selection');
    await page.locator('main input[name=accounts]').first().check();
    await page.fill('main [name=reason]', 'For the journey');
    await submit(visit);
    await visit.go('/account');
    const admin = await portal.page('wco.admin', { lang, width });
    for (const path of ['/access/domains/changes/KE', '/network/contact-points', '/access/review/settings'])
      await admin.go(path);
    await admin.go('/access/applications/setup');
    const rows = 'office,domain,familyName,givenName,unit,email\nTZ,tra.tz.example,Mushi,Neema,Ports,n@tra.tz.example';
    const file = {
      name: 's.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${rows}\nXX,x.example,A,B,C,a@x.example`),
    };
    await admin.page.setInputFiles('main input[type=file]', file);
    await submit(admin);
    expect(await admin.page.locator('.bulk-row').count()).toBe(2);
  });

  test('an administrator moves the date of an evaluation and sees so on every page', async () => {
    letDateMove(true);
    try {
      const admin = await portal.page('wco.admin', { lang, width });
      await admin.go('/access/date');
      await admin.page.fill('main [name=date]', '2020-01-01');
      await admin.press(admin.page.locator('main form button.is-primary'));
      await admin.page.fill('main [name=date]', new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10));
      await admin.press(admin.page.locator('main form button.is-primary'));
      await admin.go('/');
      expect(await admin.page.locator('main > .notice.is-warning').count()).toBe(1);
      await (await portal.page(null, { lang, width })).go('/sign-in');
    } finally {
      letDateMove(false);
    }
  });

  test('a contact point confirms in the review, the administrator gives more time', async () => {
    const visit = await portal.page('ke.ncp', { lang, width });
    await visit.go('/access/review');
    await send(visit, say.confirm);
    expect(await visit.text()).toContain(say.nobody);
    await visit.page.locator('main input[name=officers]').first().check();
    await send(visit, say.confirm);
    expect(await visit.text()).toContain(say.confirmed);
    const admin = await portal.page('wco.admin', { lang, width });
    await admin.go('/access/accounts?office=VN');
    await admin.go('/access/review');
    await admin.press(admin.page.getByRole('link', { name: 'Kenya' }));
    await admin.press(admin.page.getByRole('link', { name: say.extend }));
    const {
      rows: [review],
    } = await portal.owner.query<{ due: string }>(
      `select (due_on + 3) as due from access_reviews r join offices o on o.id = r.office_id where o.code = 'KE'`,
    );
    await admin.page.getByLabel(say.due).fill(review?.due ?? '');
    await admin.page.getByLabel(say.reason).fill('For the journey');
    await send(admin, say.extendIt);
    expect(await admin.text()).toContain(say.moved);
  });
});

test('without script the same pages work', async () => {
  const { login } = await officer(portal, { level: 'read_only', ends: 200 });
  const visit = await portal.page('ke.ncp', { javaScript: false });
  await visit.go(`/access/accounts?q=${login}`);
  await visit.press(visit.page.getByRole('link', { name: login, exact: true }));
  await visit.press(visit.page.locator('main .rail a').filter({ hasText: words.en.suspend }));
  await visit.page.getByLabel(words.en.reason).fill('For the journey');
  await send(visit, words.en.suspend);
  expect(await visit.text()).toContain(words.en.suspended);
  await visit.go('/access/review');
  await send(visit, words.en.confirm);
  expect(await visit.text()).toContain(words.en.nobody);
});

test('an officer whose account ends is signed out at the very next page', async () => {
  const { id, login } = await officer(portal, { level: 'read_only' });
  const theirs = await portal.page(login);
  await theirs.go('/seizures');
  const visit = await portal.page('ke.ncp');
  await visit.go(`/access/accounts/${id}/ending`);
  await visit.page.getByLabel('Reason').fill('Left');
  await send(visit, 'End the account');
  await theirs.go('/seizures');
  expect(new URL(theirs.page.url()).pathname).toBe('/sign-in');
});
