import { beforeAll, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 5 });
  // Each state once, so that axe sees them all.
  await portal.owner.query(`update cws_links set checked_at = now(), answered_at = now(), status = 200 where
    subject <> 'DATA';
    update cws_links set failures = 3, failing_since = now() - interval '20 days', why = 'time' where seed_code
      = 'OCO';
    update cws_links set failures = 1, failing_since = now(), why = 'status', status = 503 where seed_code =
      'WCO-NEWS';
    update cws_links set moved_to = 'https://moved.example.org/' where seed_code = 'EU-TAXUD'`);
});

test('in en at 1280: the administrator adds a link, is told of a duplicate, and retires it', async () => {
  const visit = await portal.page('wco.admin', { lang: 'en', width: 1280 });
  const { page } = visit;
  await visit.go('/cws/links?subject=CUSTOMS');
  for (const told of ['Not responding', 'Trying again', 'Moved', '1 link is not responding.'])
    expect(await visit.text()).toContain(told);
  await visit.press(page.getByRole('button', { name: 'Move down: World Customs Organization (WCO)' }));
  expect(await visit.text()).toContain('The order has been saved');
  await visit.press(page.getByRole('link', { name: 'Add a link' }));
  const fill = async (fields: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
  };
  await fill({
    url: 'https://www.cites.org',
    nameEn: 'A new site',
    nameFr: 'Un nouveau site',
    descriptionEn: 'What is there.',
    descriptionFr: 'Ce qu’on y trouve.',
  });
  await page.locator('[name=subject]').selectOption('TRADE');
  await visit.press(page.getByRole('button', { name: 'Add the link' }));
  expect(await visit.text()).toContain('This address is already in the list: CITES Secretariat.');
  await fill({ url: 'https://new-site.example.org' });
  await visit.press(page.getByRole('button', { name: 'Add the link' }));
  expect(await visit.text()).toContain('The link has been added.');
  await page.locator('[name=reason]').fill('Only a try');
  await visit.press(page.getByRole('button', { name: 'Retire the link' }));
  expect(await visit.text()).toContain('Only a try');
});

test('in fr at 390: a reader finds a site by its subject', async () => {
  const visit = await portal.page('ke.limited', { lang: 'fr', width: 390 });
  await visit.go('/cws/links?subject=CUSTOMS');
  expect(await visit.text()).toContain('Organisation mondiale des douanes');
  expect(await visit.text()).toContain('Ne répond pas');
});
