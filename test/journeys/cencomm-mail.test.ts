import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { publishedDocument } from '../support/documents.ts';
import { picture } from '../support/file-samples.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
let mail: string;
beforeAll(async () => {
  portal = await testBrowser({ records: 20 });
  const title = 'Scales in the double floor of refrigerated containers';
  await publishedDocument(portal, { urgent: true, titles: { en: { title, summary: '' }, fr: { title, summary: '' } } });
  const operation = await openOperation(portal, {
    title: 'Operation SAVANNA SHIELD',
    owner: 'rilo.esa',
    members: {
      'ke.ncp': 'liaison',
      'vn.ncp': 'liaison',
      'ke.officer': 'member',
      'ke.reader': 'observer',
      'unep.partner': 'member',
    },
  });
  mail = `/cencomm/operations/${operation}/mail`;
  const rilo = (await viewerNamed(portal, 'rilo.esa')).accountId;
  const warning = await sendAs(portal, 'ke.ncp', operation, {
    kind: 'warning',
    subject: 'W-061 Container with cashew, 40 ft',
    body: 'Weight does not agree with the bill of lading.',
    fields: { Goods: 'Pangolin scales, Appendix I', Container: 'TGHU 482 113 0' },
  });
  await sendAs(portal, 'vn.ncp', operation, {
    kind: 'feedback',
    parentId: warning,
    subject: 'Will be opened on arrival',
    body: 'Vessel expected **Tuesday**.',
    fields: { Result: 'will be opened' },
  });
  await sendAs(portal, 'vn.ncp', operation, {
    kind: 'seizure',
    parentId: warning,
    subject: 'Re: W-061 Container with cashew, 40 ft',
    body: 'Scales found in row 3, 1,184 kg. Pictures attached.',
    priority: 'high',
    fields: { Goods: 'Pangolin scales, Appendix I', Quantity: '1,184 kg, measured', Place: 'Hai Phong, seaport' },
  });
  await sendAs(portal, 'rilo.esa', operation, {
    subject: 'Daily tally, day 8',
    body: '17 seizures, 6 warnings unanswered',
  });
  await sendAs(portal, 'rilo.esa', operation, {
    subject: 'Who takes the laboratory samples?',
    body: 'Please say until tomorrow.',
    answerBy: new Date(Date.now() + 86_400_000).toISOString(),
  });
  await sendAs(portal, 'unep.partner', operation, {
    subject: 'Species names for the form',
    body: 'Use the list of the Secretariat.',
    audience: 'members',
    memberIds: [rilo, (await viewerNamed(portal, 'ke.ncp')).accountId],
  });
});

const words = {
  en: {
    to: /^The recipients chosen below/,
    group: 'Name',
    makeGroup: 'Create the group',
    members: /^Members/,
    subject: 'Subject',
    body: 'Text',
    attach: 'Attach files',
    send: 'Send',
    sent: 'The message has been sent.',
    search: 'Search',
    found: '1 found;',
    make: 'Create',
    name: 'Name',
  },
  fr: {
    to: /^Les destinataires choisis/,
    group: 'Nom',
    makeGroup: 'Créer le groupe',
    members: /^Membres/,
    subject: 'Objet',
    body: 'Texte',
    attach: 'Joindre des fichiers',
    send: 'Envoyer',
    sent: 'Le message a été envoyé.',
    search: 'Rechercher',
    found: '1 résultat ;',
    make: 'Créer',
    name: 'Nom',
  },
} as const;

describe('mail of an operation', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )('in %s at %i: read beside its list, written with a picture, found, and put into a folder', async (lang, width) => {
    const say = words[lang];
    const visit = await portal.page('ke.ncp', { lang, width });
    const { page } = visit;
    await visit.go(mail);
    await visit.press(page.locator('.mail-line a', { hasText: 'Re: W-061' }));
    expect(await page.locator('.mail-folded').count()).toBe(2);
    expect(await page.locator('.mail-middle').isVisible()).toBe(width === 1280);
    await page.locator('.mail-acts summary').click();
    expect(await page.locator('.mail-menu-panel').last().isVisible()).toBe(true);

    await visit.go(mail.replace('/mail', '/groups'));
    await page.getByLabel(say.group, { exact: true }).fill(`ZEBRAMARKER ports ${lang}`);
    await page.getByRole('checkbox', { name: /^rilo\.esa/ }).check();
    await visit.press(page.getByRole('button', { name: say.makeGroup }));
    await visit.press(page.locator('.operation-groups a').last());
    await visit.go(`${mail}/new`);
    await page.getByRole('radio', { name: say.to }).check();
    await page.getByRole('checkbox', { name: `ZEBRAMARKER ports ${lang}` }).check();
    await page.locator('.mail-to-list summary', { hasText: say.members }).click();
    await page.getByRole('checkbox', { name: /^vn\.ncp/ }).check();
    await page.getByLabel(say.subject, { exact: true }).fill(`ZEBRAMARKER ${lang}`);
    await page.getByLabel(say.body, { exact: true }).fill('Row 3, *behind cashew*.');
    await page.locator('[data-saved]', { hasText: 'UTC' }).waitFor();
    expect(page.url()).toMatch(/\/drafts\/[0-9a-f-]{36}$/);
    await page
      .getByLabel(say.attach)
      .setInputFiles({ name: 'Row 3.jpg', mimeType: 'image/jpeg', buffer: await picture('jpeg') });
    await visit.press(page.getByRole('button', { name: say.send, exact: true }));
    expect(await visit.text()).toContain(say.sent);
    expect(
      await page.evaluate(
        '(async (image) => { await image.decode(); return image.naturalWidth; }' +
          `)(document.querySelector('.mail-files img'))`,
      ),
    ).toBeGreaterThan(0);

    await visit.go(`${mail}/search`);
    await page.locator('#field-q').fill(`zebramarker ${lang}`);
    await visit.press(page.locator('.mail-find').getByRole('button', { name: say.search }));
    expect(await visit.text()).toContain(say.found);

    await visit.go(`${mail}/folders`);
    await page.getByLabel(say.name, { exact: true }).fill(`Mombasa ${lang}`);
    await visit.press(page.getByRole('button', { name: say.make, exact: true }));
    await visit.go(`${mail}/exports`);
    await visit.go(mail);
    const heights = await page.evaluate<number[]>(
      `['.urgent-strip', '.mail-line'].map((one, at) =>
        document.querySelector(one).getBoundingClientRect()[at === 0 ? 'height' : 'top'])`,
    );
    expect(heights[0]).toBeLessThan(50);
    expect(heights[1]).toBeLessThan(430);
    await visit.go('/cencomm/inbox');
  });
});
