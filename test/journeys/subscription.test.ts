import { beforeAll, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { publishedDocument } from '../support/documents.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 5 });
  await publishedDocument(portal, { titles: { en: { title: 'Scales under cashew nuts', summary: '' } } });
  await publishedDocument(portal, {
    headings: ['DRUG'],
    titles: { en: { title: 'Tablets in the post', summary: '' } },
  });
});

test('in en at 1280: an officer chooses what to follow and sees only that; all is one click away', async () => {
  const visit = await portal.page('ke.reader', { lang: 'en', width: 1280 });
  const { page } = visit;
  await visit.go('/cws');
  expect(await visit.text()).toContain('Tablets in the post');
  await visit.press(page.getByRole('link', { name: 'Choose what I follow' }));
  await page.locator('[name=headings][value=CITES]').check();
  await visit.press(page.getByRole('button', { name: 'Save' }));
  expect(await visit.text()).toContain('It applies from now on');
  await visit.go('/cws');
  expect(await visit.text()).not.toContain('Tablets in the post');
  await visit.press(page.getByRole('link', { name: 'All', exact: true }).first());
  expect(await visit.text()).toContain('Tablets in the post');
});

test('in fr at 390: a feed is made, shown once and revoked', async () => {
  const visit = await portal.page('vn.reader', { lang: 'fr', width: 390 });
  const { page } = visit;
  await visit.go('/cws/subscription');
  await page.locator('#field-name').fill('Lecteur au bureau');
  await visit.press(page.getByRole('button', { name: 'Créer un flux' }));
  expect(await page.locator('#address-atom').inputValue()).toMatch(/\/cws\/feed\/[\w-]{43}$/);
  await visit.press(page.getByRole('link', { name: 'Je l’ai enregistrée\u00a0: continuer' }));
  await visit.press(page.getByRole('button', { name: 'Révoquer le flux Lecteur au bureau' }));
  expect(await visit.text()).toContain('Le flux a été révoqué');
});
