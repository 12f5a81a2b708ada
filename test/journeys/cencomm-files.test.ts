import { beforeAll, describe, expect, test } from 'vitest';
import { openOperation } from '../support/cencomm.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { picture } from '../support/file-samples.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
let operation: string;
beforeAll(async () => {
  portal = await testBrowser({ records: 0 });
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    title: 'Operation BORDER WATCH',
    members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison', 'ke.reader': 'observer' },
  });
});

const words = {
  en: {
    make: 'Create the folder',
    name: 'Name of the folder',
    send: 'Add to the library',
    recent: 'Latest additions',
    move: 'Move',
    change: 'Name and location',
    save: 'Save',
    readBy: 'Read by',
  },
  fr: {
    make: 'Créer le dossier',
    name: 'Nom du dossier',
    send: 'Ajouter à la bibliothèque',
    recent: 'Derniers ajouts',
    move: 'Déplacer',
    change: 'Nom et emplacement',
    save: 'Enregistrer',
    readBy: 'Lu par',
  },
} as const;

describe('the library of an operation', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )('in %s at %i: folders, files, a preview, who read it', async (lang, width) => {
    const say = words[lang];
    const visit = await portal.page(width > 1000 ? 'ke.ncp' : 'vn.ncp', { lang, width });
    const { page } = visit;
    const library = `/cencomm/operations/${operation}/files`;
    expect(await visit.go(library)).toBe(200);
    await page.getByLabel(say.name).fill(`ZEBRAMARKER ${lang}`);
    await visit.press(page.getByRole('button', { name: say.make }));
    await visit.press(page.getByRole('link', { name: `ZEBRAMARKER ${lang}` }));
    await page.setInputFiles('#field-file', {
      name: `Scan ${lang}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await picture('jpeg'),
    });
    // The page comes anew by itself once the file is checked.
    await visit.arrive(() => page.getByRole('button', { name: say.send }).click());
    const link = page.locator('.library-table').getByRole('link', { name: `Scan ${lang}.jpg` });
    await visit.press(link);
    expect(
      await page
        .locator('.library-picture')
        .evaluate(image => (image as unknown as { naturalWidth: number }).naturalWidth),
    ).toBeGreaterThan(0);
    expect(await visit.text()).toContain(`${say.readBy} 1`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.page-head .button.is-primary').click(),
    ]);
    expect(download.suggestedFilename()).toBe(`Scan ${lang}.jpg`);
    await page.locator('#field-folder').selectOption('top');
    await visit.press(page.getByRole('button', { name: say.move }));
    await visit.go(library);
    expect(await visit.text()).toContain(say.recent);
    await visit.press(page.getByRole('link', { name: `ZEBRAMARKER ${lang}` }));
    await visit.press(page.getByRole('link', { name: say.change }));
    await page.getByLabel(say.name).fill(`ZEBRAMARKER ${lang} 2`);
    await visit.press(page.getByRole('button', { name: say.save }));
    expect(await page.locator('h1').innerText()).toBe(`ZEBRAMARKER ${lang} 2`);
  });

  test('one who only reads is offered nothing to write; the owner sees what was removed', async () => {
    const reader = await portal.page('ke.reader');
    await reader.go(`/cencomm/operations/${operation}/files`);
    expect(await reader.page.locator('main form').count()).toBe(0);
    const owner = await portal.page('rilo.esa');
    await owner.go(`/cencomm/operations/${operation}/files/removed`);
  });
});
