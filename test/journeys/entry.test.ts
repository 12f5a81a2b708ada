import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser } from '../support/browser.ts';
import type { TestBrowser } from '../support/browser.ts';
import { castPassword } from '../support/cast.ts';
import { control, daysAgo, fill } from '../support/journey-form.ts';
import type { Visit } from '../support/journey-visit.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 40 });
});

const english = {
  goOn: 'Save and continue',
  submit: 'Submit the record',
  choose: 'Choose',
  show: 'Show the fields of this product',
};
const french = {
  goOn: 'Enregistrer et continuer',
  submit: 'Soumettre le dossier',
  choose: 'Choisir',
  show: 'Afficher les champs de ce produit',
};

function pressed(visit: Visit, name: string): Promise<void> {
  return visit.press(visit.page.locator('main form').getByRole('button', { name, exact: true }));
}

/** How often a case is recorded, by its national reference. */
async function recorded(nationalRef: string): Promise<number> {
  const { rows } = await portal.owner.query('select count(*)::int as count from seizures where national_ref = $1', [
    nationalRef,
  ]);
  return rows[0].count;
}

async function steps(visit: Visit): Promise<string> {
  return visit.page.locator('[aria-current=step]').innerText();
}

describe('recording a seizure', () => {
  test('drugs, with a mistake on the way and two presses of the last button', async () => {
    const visit = await portal.page('ke.ncp');
    const { page } = visit;
    await visit.go('/');
    await visit.press(page.getByRole('link', { name: 'Record a seizure' }).first());
    await fill(page, {
      'National reference': 'JKIA/26/118',
      Agency: 'Customs',
      'Date of seizure': daysAgo(5),
      'Place in words': 'Nairobi',
      'Kind of place': 'Airport, passenger area',
      Direction: 'Import',
    });
    await pressed(visit, english.goOn);
    await drugLine(visit);
    expect(await page.locator('.error-summary').innerText()).toContain('Line 1, Unit:');
    await visit.page.locator('.error-summary a').first().click();
    expect(await page.locator(':focus').getAttribute('name')).toBe('lines.0.quantity');
    await fill(page, { Unit: 'kg' });
    await pressed(visit, english.goOn);
    await fill(page, {
      'Country of departure': 'Ethiopia',
      'Country of destination': 'Netherlands',
      Transport: 'Air passenger',
    });
    await pressed(visit, english.goOn);
    await fill(page, { Concealment: 'Swallowed (internal)', 'Detected by': 'Profiling or selection by officer' });
    await pressed(visit, english.goOn);
    await pressed(visit, english.goOn);
    await pressed(visit, english.goOn);
    expect(await visit.text()).toContain('JKIA/26/118');
    await visit.arrive(() => page.getByRole('button', { name: english.submit }).dblclick());
    expect(new URL(page.url()).pathname).toMatch(/^\/seizures\/KE-\d{4}-\d{6}$/);
    expect(await visit.text()).toMatch(/Recorded as KE-.*Cocaine hydrochloride.*1\.35 kg/);
    expect(await recorded('JKIA/26/118')).toBe(1);
  });

  test('a CITES seizure without script, in the long form, on a phone', async () => {
    const visit = await portal.page('ke.officer', { width: 390, javaScript: false });
    const { page } = visit;
    await visit.go('/seizures/new');
    await visit.press(page.getByRole('button', { name: 'use the long form' }));
    await fill(page, {
      'National reference': 'KWS/26/7',
      'Date of seizure': daysAgo(9),
      'Kind of place': 'Seaport',
      Direction: 'Export',
      'Place (UN/LOCODE)': 'KEMBA',
      'Date is exact to': 'The day',
    });
    await pressed(visit, english.goOn);
    await fill(page, { Heading: 'CITES' });
    await pressed(visit, english.choose);
    expect(await control(page, 'Product').locator('option').count()).toBeGreaterThan(150);
    await fill(page, { Product: 'Loxodonta africana (African elephant)' });
    await pressed(visit, english.show);
    await fill(page, {
      Quantity: '37',
      Unit: 'piece',
      'Second quantity': '112.4',
      'Second unit': 'kg',
      Specimen: 'Tusk',
      'HS code': '0507.10',
      Value: '22000',
      Currency: 'USD',
      Ivory: 'Raw',
    });
    await pressed(visit, english.goOn);
    await fill(page, {
      'Country of origin': 'Kenya',
      'Country of departure': 'Kenya',
      'Country of destination': 'Viet Nam',
      Transport: 'Container vessel',
    });
    await control(page, 'Countries of transit').selectOption([{ label: 'Malaysia' }, { label: 'Oman' }]);
    await pressed(visit, english.goOn);
    await fill(page, { Concealment: 'Behind a cover load', 'Detected by': 'Automated risk selection' });
    await page
      .getByRole('group', { name: /^Modus operandi/ })
      .getByLabel('Mis-description')
      .check();
    await pressed(visit, english.goOn);
    await fill(page, { Role: 'Exporter', 'Number of persons': '2' });
    await pressed(visit, english.goOn);
    await fill(page, { Narrative: 'Tusks lay behind sacks of tea.', 'Language of the narrative': 'English' });
    await pressed(visit, english.goOn);
    expect(await visit.text()).toMatch(/CITES appendix on .* I/);
    await pressed(visit, english.submit);
    expect(await visit.text()).toMatch(/Recorded as KE-.*Loxodonta africana.*Tusks lay behind sacks of tea/);
    expect(await recorded('KWS/26/7')).toBe(1);
  });

  test('a mixture of ozone depleting substances in French on a phone, with its tonnes worked out', async () => {
    const visit = await portal.page('vn.ncp', { lang: 'fr', width: 390 });
    const { page } = visit;
    await visit.go('/seizures/new');
    await fill(page, {
      'Référence nationale': 'HP/26/55',
      'Date de la saisie': daysAgo(3),
      'Type de lieu': 'Port maritime',
      Sens: 'Importation',
    });
    await pressed(visit, french.goOn);
    await fill(page, { Rubrique: 'SAO' });
    await pressed(visit, french.choose);
    await fill(page, { Produit: 'Mélange (préciser le mélange)' });
    await pressed(visit, french.show);
    await fill(page, {
      Quantité: '50',
      Unité: 'bouteille de gaz',
      'Pure ou mélange': 'Mélange',
      'Mélange normalisé': 'R-408A',
      'Nombre de bouteilles': '50',
      'Poids net': '680',
    });
    await page
      .getByRole('group', { name: /^Méthode de contrebande/ })
      .getByLabel('Double couche')
      .check();
    await pressed(visit, french.goOn);
    await fill(page, { 'Pays de départ': 'Chine', 'Pays de destination': 'Viet Nam', Transport: 'Porte-conteneurs' });
    await pressed(visit, french.goOn);
    await fill(page, {
      Dissimulation: 'Non dissimulé',
      'Mode de détection': 'Sélection automatisée par analyse de risque',
    });
    await pressed(visit, french.goOn);
    await pressed(visit, french.goOn);
    await pressed(visit, french.goOn);
    const tonnes = /Tonnes PDO 0,017578.*Tonnes équivalent CO2 2\s143,29/;
    expect(await visit.text()).toMatch(tonnes);
    await pressed(visit, french.submit);
    expect(await visit.text()).toMatch(tonnes);
    expect(await recorded('HP/26/55')).toBe(1);
  });

  test('the session ends in the middle: after signing in again everything typed is there', async () => {
    const visit = await portal.page('ke.ncp', { lang: 'fr', ownSession: true });
    const { page } = visit;
    await visit.go('/seizures/new');
    await fill(page, {
      'Référence nationale': 'EXP/26/1',
      'Date de la saisie': daysAgo(2),
      'Lieu en toutes lettres': 'Malaba',
      'Type de lieu': 'Port maritime',
      Sens: 'Transit',
    });
    await endSession(visit);
    await pressed(visit, french.goOn);
    expect(await visit.text()).toContain('Votre session');
    await fill(page, { Identifiant: 'ke.ncp', 'Mot de passe': castPassword });
    await visit.press(page.getByRole('button', { name: 'Se connecter' }));
    await visit.press(page.locator('main form button'));
    expect(await steps(visit)).toContain('Marchandises');
    await visit.press(page.getByRole('button', { name: 'Circonstances' }));
    expect(await control(page, 'Référence nationale').inputValue()).toBe('EXP/26/1');
    expect(await control(page, 'Lieu en toutes lettres').inputValue()).toBe('Malaba');
    expect(await control(page, 'Date de la saisie').inputValue()).toBe(daysAgo(2));
    expect(await control(page, 'Sens').inputValue()).toBe('TRN');
  });

  /** As if nobody had touched the keyboard for 31 minutes. */
  async function endSession(visit: Visit): Promise<void> {
    const cookie = (await visit.page.context().cookies()).find(({ name }) => name === '__Host-cen')?.value ?? '';
    const id = /^s:([^.]+)\./.exec(decodeURIComponent(cookie))?.[1];
    const { rowCount } = await portal.owner.query(
      `
        update sessions set sess = jsonb_set(sess::jsonb, '{seenAt}', to_jsonb($2::bigint))::json where sid = $1
        and sess->>'openedAt' is not null`,
      [id, Date.now() - 31 * 60_000],
    );
    expect({ 'sessions that know when they were opened': rowCount }).toEqual({
      'sessions that know when they were opened': 1,
    });
  }

  async function drugLine(visit: Visit): Promise<void> {
    await fill(visit.page, { Heading: 'Drugs' });
    await pressed(visit, english.choose);
    await fill(visit.page, { Product: 'Cocaine hydrochloride' });
    await pressed(visit, english.show);
    await fill(visit.page, { Quantity: '1.35', Unit: 'L', 'Physical form': 'Powder' });
    await pressed(visit, english.goOn);
  }
});
