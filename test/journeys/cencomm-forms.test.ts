import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { openOperation } from '../support/cencomm.ts';
import { sendFormAs } from '../support/cencomm-forms.ts';
import { control, daysAgo, fill } from '../support/journey-form.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser();
});

const words = {
  en: {
    begin: 'New warning',
    send: 'Send the warning',
    product: 'Product',
    destination: 'Country of destination',
    pangolin: 'Manis javanica (Sunda pangolin)',
    country: 'Viet Nam',
    form: { Subject: 'Cashew ZEBRAMARKER' },
    answer: 'Give feedback',
    hit: 'Hit',
    when: 'When',
    answered: 'Send the feedback',
    record: 'Create record',
    tally: 'Totals',
    report: 'Situation report',
  },
  fr: {
    begin: 'Nouvel avertissement',
    send: 'Envoyer l’avertissement',
    product: 'Produit',
    destination: 'Pays de destination',
    pangolin: 'Manis javanica (Pangolin javanais)',
    country: 'Viet Nam',
    form: { Objet: 'Cajou ZEBRAMARKER' },
    answer: 'Donner un retour',
    hit: 'Résultat positif',
    when: 'Quand',
    answered: 'Envoyer le retour',
    record: 'Créer la fiche',
    tally: 'Bilan',
    report: 'Rapport de situation',
  },
} as const;

const seized = {
  heading: 'CITES',
  product: 'Loxodonta africana',
  'details.specimen': 'TUS',
  quantity: 86.4,
  unit: 'kg',
  seizureDate: daysAgo(1),
  country: 'KE',
  placeName: 'Mombasa',
  location: 'LOC-SEAPORT',
  direction: 'EXP',
  departure: 'KE',
  destination: 'VN',
  transport: 'SEA-CONT',
  concealment: 'CON-FREIGHT-COVER',
  detection: 'DET-SCAN',
  containerNo: 'ABCU 482 113 4',
};

describe('forms of an operation', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )(
    'in %s at %i: warned, answered from the board, counted, a seizure becomes a draft in one step',
    async (lang, width) => {
      const say = words[lang];
      const operation = await openOperation(portal, {
        owner: 'rilo.esa',
        title: 'Operation ZEBRA',
        members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' },
      });
      const board = `/cencomm/operations/${operation}/board`;
      const warner = await portal.page('ke.ncp', { lang, width });
      await warner.go(board);
      await warner.press(warner.page.locator('main').getByRole('link', { name: say.begin }));
      // What may be left out is folded away: the form was 3,070 pixels tall at 390.
      expect(await warner.page.evaluate<number>('document.documentElement.scrollHeight')).toBeLessThan(2700);
      await warner.press(warner.page.getByRole('button', { name: say.send }));
      expect(await warner.page.locator('.error-summary li').count()).toBe(3);
      await warner.page.locator('[name=to][value=all]').check();
      await fill(warner.page, { [say.product]: say.pangolin, [say.destination]: say.country, ...say.form });
      await warner.press(warner.page.getByRole('button', { name: say.send }));
      await warner.page.locator('[name=sure]').check();
      await warner.press(warner.page.getByRole('button', { name: say.send }));
      expect(await warner.page.locator('.cc-steps').innerText()).toContain('W-001');

      const answering = await portal.page('vn.ncp', { lang, width });
      await answering.go(board);
      expect(await answering.text()).toContain('ZEBRAMARKER');
      await answering.press(answering.page.getByRole('link', { name: say.answer }));
      await answering.page.getByRole('radio', { name: say.hit }).check();
      await control(answering.page, say.when).fill(daysAgo(0));
      await answering.press(answering.page.getByRole('button', { name: say.answered }));
      await answering.page.locator('[name=sure]').check();
      await answering.press(answering.page.getByRole('button', { name: say.answered }));
      await answering.go(`${board}?view=list`);

      const seizure = await sendFormAs(portal, 'ke.ncp', operation, {
        kind: 'seizure',
        subject: 'Tusks',
        body: 'Weighed twice.',
        fields: seized,
      });
      await warner.go(board);
      await warner.press(warner.page.locator('main').getByRole('link', { name: say.tally }));
      await warner.press(warner.page.locator('main').getByRole('link', { name: say.report }));
      expect(await warner.text()).toContain('S-002');
      await warner.go(`/cencomm/operations/${operation}/mail/${seizure}`);
      await warner.press(warner.page.getByRole('button', { name: say.record }));
      expect(new URL(warner.page.url()).pathname).toMatch(/^\/seizures\/drafts\//);
    },
  );
});
