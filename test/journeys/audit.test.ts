import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount } from '../../src/access/index.ts';
import { raiseAlarms } from '../../src/audit/index.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { castPassword } from '../support/cast.ts';
import { fill, search } from '../support/journey-form.ts';
import { chainOf, putRows, untilEnded } from '../support/trail.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 20 });
  await createAccount(
    portal.owner,
    { loginId: 'wco.second', officeCode: 'WCO', level: 'unlimited', duties: ['administrator'] },
    castPassword,
  );
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await putRows(portal.owner, [
    ...Array.from({ length: 60 }, (_, n) => ({
      at: minutesAgo(400 - n),
      action: ['seizure.read', 'seizure.searched', 'session.opened'][n % 3] ?? '',
      login: ['ke.officer', 'vn.reader', 'rilo.esa'][n % 2] ?? '',
      subject: `KE-2026-${String(n).padStart(6, '0')}`,
      detail: { q: 'heroin' },
    })),
    ...Array.from({ length: 21 }, (_, n) => ({
      at: minutesAgo(30 - n / 10),
      action: 'page.refused',
      outcome: 'refused',
      login: 'ke.reader',
      subject: '/seizures/new',
      detail: { why: 'needs database:write', method: 'GET' },
    })),
    { at: minutesAgo(25), action: 'session.opened', login: 'ke.officer', address: '198.51.100.7' },
    { at: minutesAgo(20), action: 'session.opened', login: 'ke.officer', address: '2001:db8:1::5' },
  ]);
  await untilEnded(portal.owner);
  // The portal of this test has a key of its own; what it seals and checks is asked for through the page.
  await raiseAlarms(chainOf(portal));
});

const words = {
  en: {
    action: 'Action',
    refused: 'Page refused',
    apply: 'Apply',
    older: 'Older',
    newer: 'Newer',
    login: 'Login',
    check: 'Check the chain now',
    whole: 'The audit trail is intact.',
    tampered: 'The audit trail has been tampered with: 1 problem.',
    changed: /Entry \d+ was altered/,
    broken: 'This entry is not as it was sealed.',
  },
  fr: {
    action: 'Action',
    refused: 'Page refusée',
    apply: 'Appliquer',
    older: 'Plus anciennes',
    newer: 'Plus récentes',
    login: 'Identifiant',
    check: 'Contrôler la chaîne maintenant',
    whole: 'Le journal d’audit est intact.',
    tampered: 'Le journal d’audit a été altéré\u00a0: 1 anomalie.',
    changed: /L’entrée \d+ a été modifiée/,
    broken: 'Cette entrée n’est plus telle qu’elle a été scellée.',
  },
};

async function openFilters(page: import('playwright').Page): Promise<void> {
  const summary = page.locator('details.filters > summary');
  if (await summary.isVisible()) await summary.click();
}

describe('the trail', () => {
  test.each([
    ['en', 1280],
    ['fr', 390],
  ] as const)('is filtered, paged and opened by a contact point, in %s at %i', async (lang, width) => {
    const say = words[lang];
    const visit = await portal.page('ke.ncp', { lang, width });
    const { page } = visit;
    await visit.go('/access/audit');
    expect(await page.locator('.trail-table tbody tr').count()).toBe(50);
    expect(await visit.text()).not.toContain('vn.reader');
    await visit.press(page.getByRole('link', { name: say.older }));
    await visit.press(page.getByRole('link', { name: say.newer }));
    await openFilters(page);
    await search(page, page.locator('#f-action'), say.refused);
    await visit.press(
      page
        .getByRole('button', { name: say.apply, exact: width > 1000 })
        .filter({ visible: true })
        .first(),
    );
    expect(await page.locator('.trail-table tbody tr').count()).toBe(21);
    expect(await page.locator('.chips').innerText()).toContain(say.refused);
    await visit.press(page.locator('.trail-table tbody a').first());
    expect(await visit.text()).toContain('needs database:write');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.print-head').isVisible()).toBe(true);
    expect(await page.locator('.bar').isVisible()).toBe(false);
  });
});

describe('the chain', () => {
  test.each([['fr', 390]] as const)(
    'is checked by a button, and a tampered row is shown in red, in %s at %i',
    async (lang, width) => {
      const say = words[lang];
      const visit = await portal.page('wco.admin', { lang, width });
      const { page } = visit;
      await visit.go('/access/audit/chain');
      const checks = () => portal.owner.query('select 1 from audit_checks').then(({ rowCount }) => rowCount ?? 0);
      const check = async () => {
        const before = await checks();
        await visit.press(page.getByRole('button', { name: say.check }));
        await expect.poll(checks).toBe(before + 1);
        await visit.go('/access/audit/chain');
      };
      await check();
      expect(await page.locator('.notice').innerText()).toContain(say.whole);
      const {
        rows: [row],
      } = await portal.owner.query(
        `
          update audit_events set subject = 'hidden' where id = (select min(id) from audit_events where login_id
          = 'vn.reader') returning id`,
      );
      await check();
      expect(await page.locator('.notice.is-urgent').innerText()).toContain(say.tampered);
      expect(await page.locator('.problems-found').innerText()).toMatch(say.changed);
      await visit.go('/access/audit');
      expect(await page.locator('.notice.is-urgent').innerText()).toContain(say.tampered);
      await visit.go('/access/audit/chain');
      await visit.press(page.locator('.problems-found a'));
      expect(page.url()).toContain(`/access/audit/rows/${row.id}`);
      expect(await visit.text()).toContain(say.broken);
      await portal.owner.query('update audit_events set subject = $2 where id = $1', [row.id, 'KE-2026-000001']);
    },
  );
});

describe('an export by two persons', () => {
  test('asked for by one, approved by another, fetched by both', async () => {
    const first = await portal.page('wco.admin');
    await first.go('/access/audit?login=ke.reader');
    await first.press(first.page.getByRole('link', { name: 'Request an export' }));
    await first.press(first.page.getByRole('button', { name: 'Request approval' }));
    expect(await first.page.locator('.error-summary').innerText()).toContain('Enter a reason');
    await fill(first.page, { 'Purpose of the export': 'Question of the internal auditor' });
    await first.press(first.page.getByRole('button', { name: 'Request approval' }));
    const address = new URL(first.page.url()).pathname;
    expect(await first.text()).toContain('the requester cannot decide');
    expect(await first.page.getByRole('button', { name: 'Save the decision' }).count()).toBe(0);

    const second = await portal.page('wco.second', { width: 390, lang: 'fr' });
    await second.go('/access/audit/exports');
    await second.go(address);
    await second.press(second.page.getByRole('button', { name: 'Enregistrer la décision' }));
    expect(await second.page.locator('.error-summary').innerText()).toContain('Choisissez d’approuver');
    await second.page.getByLabel('Approuver').check();
    await second.page.getByLabel('Motif').fill('Demande vérifiée au téléphone');
    await second.press(second.page.getByRole('button', { name: 'Enregistrer la décision' }));

    await first.go(address);
    const [download] = await Promise.all([
      first.page.waitForEvent('download'),
      first.page.getByRole('link', { name: 'Entries (CSV)' }).click(),
    ]);
    expect(
      (await readFile(await download.path(), 'utf8')).split('\r\n').filter(line => line.includes('page.refused')),
    ).toHaveLength(21);
  });
});

describe('alarms', () => {
  test('wait, are looked at and acknowledged; rules and networks change, in en at 390', async () => {
    await portal.owner.query(
      `insert into alarms (kind, subject, account_id, office_id, from_at, until_at, detail) select 'refusals',
          login_id, id, office_id, now() - interval '10 minutes', now(), '{"count": 21, "values": []}' from accounts
          where login_id = 'ke.reader'`,
    );
    const visit = await portal.page('wco.admin', { width: 390 });
    const { page } = visit;
    await visit.go('/');
    await visit.go('/access/alarms');
    await visit.press(page.locator('.rows a', { hasText: 'Many refusals' }).first());
    await visit.press(page.getByRole('button', { name: 'Acknowledge the alarm' }));
    expect(await page.locator('.error-summary').count()).toBe(1);
    await page.locator('#note').fill('The officer mistook the address');
    await visit.press(page.getByRole('button', { name: 'Acknowledge the alarm' }));
    await visit.go('/access/alarms?state=seen');
    expect(await visit.text()).toContain('wco.admin');

    await visit.go('/access/alarms/rules');
    const rule = page.locator('section', { has: page.locator('#refusals-rule') });
    await rule.locator('summary').click();
    await rule.locator('#refusals-threshold').fill('none');
    await rule.locator('#refusals-reason').fill('Asked by the meeting');
    await visit.press(rule.getByRole('button'));
    expect(await rule.locator('#refusals-threshold').inputValue()).toBe('none');
    expect(await rule.locator('#refusals-reason').inputValue()).toBe('Asked by the meeting');
    await rule.locator('#refusals-threshold').fill('30');
    await visit.press(rule.getByRole('button'));
    expect(await page.locator('.timeline').innerText()).toContain('Asked by the meeting');

    await visit.go('/access/alarms/networks');
    await page.locator('#block').fill('196.200.1.0/16');
    await visit.press(page.locator('form:has(#block) button'));
    expect(await page.locator('.error-summary li').count()).toBe(3);
    await page.locator('#block').fill('196.200.0.0/16');
    await fill(page, { Office: 'Kenya' });
    await page.locator('#note').fill('Head office, Nairobi');
    await visit.press(page.locator('form:has(#block) button'));
    expect(await visit.text()).toContain('196.200.0.0/16');
  });
});
