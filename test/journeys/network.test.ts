import { beforeAll, describe, expect, test } from 'vitest';
import { seedNetwork } from '../../seeds/demo/network.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { control, daysAgo, fill, search } from '../support/journey-form.ts';
import type { Visit } from '../support/journey-visit.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 120 });
  await seedNetwork(portal.owner);
});

const words = {
  en: {
    members: '24 Members',
    apply: 'Apply',
    rilo: 'RILO Eastern and Southern Africa',
    esa: '24 Members',
    then: '11 RILOs',
    notify: 'Enter a notification',
    entered: 'The notification has been saved',
    form: {
      'Reference of the letter': 'KE/CEN/9',
      'Date of the letter': daysAgo(3),
      Function: 'Head, Customs Intelligence Unit',
    },
    mail: 'Official email',
    move: 'Move to another RILO',
    to: 'New RILO',
    from: 'First day there',
    why: 'Supporting decision',
    toName: 'RILO Middle East',
    moved: 'The move has been saved',
    suggest: 'Make a suggestion',
    suggestion: {
      Title: 'Print labels for evidence',
      'Part of the portal': 'CEN database',
      Purpose: 'Bags are found again.',
      Description: 'A label with the reference of the record.',
    },
    submit: 'Send the suggestion',
    made: 'The suggestion has been saved',
    word: 'RILO’s comment',
    endorse: 'Endorse',
    endorsed: 'Endorsed by rilo.esa',
    accept: 'Accept',
    reason: 'Reason',
    decide: 'Record the decision',
    decided: 'The decision has been recorded',
    news: 'News',
    seen: 'We have seen it',
    noted: 'has seen the outcome',
    support: 'Support this for our office',
    supported: 'Your office now supports this suggestion',
    edit: 'Edit contact details',
    opens: 'Opens',
    save: 'Save',
    saved: 'The change has been saved',
    hours: '07:30',
    agenda: 'Agenda',
    onTable: 'to discuss',
  },
  fr: {
    members: '24 Membres',
    apply: 'Appliquer les filtres',
    rilo: 'BRLR Afrique orientale et australe',
    esa: '24 Membres',
    then: '11 BRLR',
    notify: 'Enregistrer une notification',
    entered: 'La notification a été enregistrée',
    form: {
      'Référence de la lettre': 'KE/CEN/10',
      'Date de la lettre': daysAgo(2),
      Fonction: 'Chef de la cellule du renseignement',
      'Prise d’effet': daysAgo(1),
    },
    mail: 'Adresse électronique officielle',
    move: 'Rattacher à un autre BRLR',
    to: 'Nouveau BRLR',
    from: 'Premier jour',
    why: 'Décision à l’appui',
    toName: 'BRLR Moyen-Orient',
    moved: 'Le rattachement a été enregistré',
    suggest: 'Faire une suggestion',
    suggestion: {
      Titre: 'Étiquettes pour les scellés',
      'Partie du portail': 'Base de données CEN',
      Utilité: 'Les sacs se retrouvent.',
      Description: 'Une étiquette avec la référence de la fiche.',
    },
    submit: 'Envoyer la suggestion',
    made: 'La suggestion a été enregistrée',
    word: 'Avis du BRLR',
    endorse: 'Appuyer',
    endorsed: 'Appuyée par rilo.esa',
    accept: 'Accepter',
    reason: 'Motif',
    decide: 'Enregistrer la décision',
    decided: 'La décision a été enregistrée',
    news: 'Nouveau',
    seen: 'Nous en avons pris connaissance',
    noted: 'a pris connaissance',
    support: 'La soutenir au nom de notre bureau',
    supported: 'Votre bureau soutient cette suggestion',
    edit: 'Modifier les coordonnées',
    opens: 'Ouverture',
    save: 'Enregistrer',
    saved: 'La modification a été enregistrée',
    hours: '09:30',
    agenda: 'Ordre du jour',
    onTable: 'à l’examen',
  },
} as const;
const sizes = [
  ['en', 1280],
  ['fr', 390],
] as const;

async function openFilters({ page }: Visit): Promise<void> {
  const summary = page.locator('details.filters > summary');
  if (await summary.isVisible()) await summary.click();
}

describe('the network', () => {
  test.each(windowsOf(import.meta.filename, sizes))(
    'in %s at %i: map and lists, a RILO, another day',
    async (lang, width) => {
      const say = words[lang];
      const visit = await portal.page('ke.reader', { lang, width });
      const { page } = visit;
      // A region: the whole list has the same parts eight times over, and axe looks at each.
      await visit.go('/network?region=ESA');
      expect(await page.locator('h1').innerText()).toBe(say.members);
      // Found while typing, without asking the server.
      await page.locator('#find').fill('BURUND');
      const lines = page.locator('.network-members tbody tr').filter({ visible: true });
      expect(await lines.count()).toBe(1);
      expect(await lines.innerText()).toContain('+257 20 555 0142');
      expect(await page.locator('.network-found').innerText()).toMatch(/^1 /);
      await page.locator('#find').fill('');
      expect(await lines.count()).toBeGreaterThan(20);
      await page.locator('.is-map > summary').click();
      expect(await page.locator('svg.is-areas').filter({ visible: true }).count()).toBe(1);
      await openFilters(visit);
      await page.locator('#rilo').selectOption('RILO-ESA');
      await page.locator('#on').fill('2009-06-30');
      await visit.press(page.getByRole('button', { name: say.apply, exact: true }).filter({ visible: true }).first());
      expect(await visit.text()).toContain(say.then);
      await page.locator('.is-map > summary').click();
      await visit.press(page.locator('.network-legend').getByRole('link', { name: say.rilo }));
      expect(await visit.text()).toContain('Nairobi, Kenya');
      expect(await visit.text()).toContain(say.esa);
      // What is folded on the screen is not on paper.
      await visit.go('/network');
      const paper = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
      expect([3, 4, 5, 6]).toContain(paper.match(/\/Type\s*\/Page[^s]/g)?.length);
    },
  );

  test.each([['en', 1280]] as const)(
    'in %s at %i: the administrator enters a notification and moves a Member',
    async (lang, width) => {
      const say = words[lang];
      const visit = await portal.page('wco.admin', { lang, width });
      const { page } = visit;
      await visit.go('/network/offices/KE');
      await visit.press(page.getByRole('link', { name: say.notify }));
      await fill(page, { [say.mail]: 'someone@gmail.com' });
      await visit.press(
        page.getByRole('button', { name: say.notify }).or(page.locator('.form-actions button')).first(),
      );
      expect(await page.locator('.error-summary').innerText()).toMatch(/\d/);
      expect(await control(page, say.mail).inputValue()).toBe('someone@gmail.com');
      await fill(page, { ...say.form, [say.mail]: 'desk@customs.ke.example' });
      await visit.press(page.locator('.form-actions button'));
      expect(await visit.text()).toContain(say.entered);
      await visit.go('/network/offices/BI');
      await visit.press(page.getByRole('link', { name: say.move }));
      await fill(page, { [say.from]: lang === 'en' ? '2026-02-01' : '2026-03-01', [say.why]: 'Decision 12/2026' });
      await control(page, say.to).selectOption({ label: lang === 'en' ? say.toName : 'BRLR Afrique centrale' });
      await visit.press(page.locator('.form-actions button'));
      expect(await visit.text()).toContain(say.moved);
    },
  );

  test.each([['fr', 1280]] as const)(
    'in %s at %i: a RILO officer changes the own hours, with a time zone found by typing',
    async (lang, width) => {
      const say = words[lang];
      const visit = await portal.page('rilo.esa', { lang, width });
      const { page } = visit;
      await visit.go('/network/offices/RILO-ESA');
      await visit.press(page.getByRole('link', { name: say.edit }));
      await fill(page, { [say.opens]: say.hours });
      await search(
        page,
        page.locator('#field-timeZone').or(page.getByRole('combobox')).filter({ visible: true }).first(),
        'Kampala',
      );
      await visit.press(page.locator('.form-actions button'));
      expect(await visit.text()).toContain(say.saved);
      expect(await visit.text()).toContain(say.hours);
      expect(await visit.text()).toContain('Africa/Kampala');
    },
  );
});

describe('the return', () => {
  test.each(windowsOf(import.meta.filename, sizes))(
    'in %s at %i: from home, to the records to complete, and on two pages of A4',
    async (lang, width) => {
      const visit = await portal.page('ke.ncp', { lang, width });
      const { page } = visit;
      await visit.go('/');
      await visit.press(page.locator('.page-head a[href="/network/return"]'));
      expect(await page.locator('.sections a[aria-current="page"]').innerText()).toContain(
        lang === 'en' ? 'Contributor’s return' : 'Retour au contributeur',
      );
      const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
      const pages = paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
      expect([1, 2]).toContain(pages);
      await visit.press(page.locator('.return-score a[href*="what=picture"]'));
      expect(await page.locator('a[href^="/cpdb/new?seizure="]').first().isVisible()).toBe(true);
      const ref = (await page.locator('tbody th a').first().innerText()).trim();
      await visit.go(`/seizures/${ref}/openings`);
      expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
      const rilo = await portal.page('rilo.esa', { lang, width });
      await rilo.go('/network/return');
      await rilo.press(rilo.page.locator('a[href="/network/return/KE"]'));
    },
  );
});

describe('the register', () => {
  test.each<['en' | 'fr', number]>([['fr', 390]])(
    'in %s at %i: suggested, endorsed, supported, decided, seen',
    async (lang, width) => {
      const say = words[lang];
      const maker = await portal.page('ke.ncp', { lang, width });
      await maker.go('/network/suggestions');
      await maker.press(maker.page.getByRole('link', { name: say.suggest }));
      await fill(maker.page, say.suggestion);
      await maker.press(maker.page.getByRole('button', { name: say.submit }));
      expect(await maker.text()).toContain(say.made);
      const path = new URL(maker.page.url()).pathname;

      const rilo = await portal.page('rilo.esa', { lang, width });
      await rilo.go(path);
      await fill(rilo.page, { [say.word]: lang === 'en' ? 'The region wants it.' : 'La région le souhaite.' });
      await rilo.press(rilo.page.getByRole('button', { name: say.endorse, exact: true }));
      expect(await rilo.text()).toContain(say.endorsed);

      const other = await portal.page('vn.ncp', { lang, width });
      await other.go(path);
      await other.press(other.page.getByRole('button', { name: say.support }));
      expect(await other.text()).toContain(say.supported);

      const cenmat = await portal.page('wco.cenmat', { lang, width });
      await cenmat.go(path);
      await cenmat.press(cenmat.page.getByRole('button', { name: say.decide }));
      expect(await cenmat.page.locator('.error-summary li').count()).toBe(2);
      await cenmat.page.getByRole('radio', { name: new RegExp(`^${say.accept}`) }).check();
      await fill(cenmat.page, { [say.reason]: lang === 'en' ? 'Agreed.' : 'D’accord.' });
      await cenmat.press(cenmat.page.getByRole('button', { name: say.decide }));
      expect(await cenmat.text()).toContain(say.decided);

      await maker.go('/network/suggestions?state=accepted');
      expect(await maker.text()).toContain(say.news);
      await maker.press(maker.page.locator(`a[href="${path}"]`));
      await maker.press(maker.page.getByRole('button', { name: say.seen }));
      expect(await maker.text()).toContain(say.noted);
    },
  );

  test.each([['en', 390]] as const)('in %s at %i: the agenda, on screen and on A4', async (lang, width) => {
    const visit = await portal.page('wco.cenmat', { lang, width });
    const { page } = visit;
    await visit.go('/network/suggestions');
    await visit.press(page.getByRole('link', { name: words[lang].agenda }));
    expect(await visit.text()).toContain(words[lang].onTable);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('header.bar').isVisible()).toBe(false);
    expect(await page.locator('.print-head').isVisible()).toBe(true);
    expect(await page.locator('.agenda-decision').first().isVisible()).toBe(true);
    const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    const pages = paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
    const boxes = new Set(paper.toString('latin1').match(/\/MediaBox\s*\[[^\]]*\]/g));
    expect([pages >= 1 && pages <= 4, boxes.size, [...boxes][0]]).toEqual([
      true,
      1,
      expect.stringMatching(/59[45][\d.]* 84[12]/),
    ]);
  });
});
