import { beforeAll, describe, expect, test } from 'vitest';
import type { Locator } from 'playwright';
import { sampleShortRecord } from '../support/builders.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { castPassword } from '../support/cast.ts';
import { control, daysAgo, fill } from '../support/journey-form.ts';
import type { Visit } from '../support/journey-visit.ts';
import { groundOf } from '../support/seizures.ts';

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
  submit: 'Soumettre la fiche',
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

describe('on one page', () => {
  test('cigarettes, by who has done it before: 12 presses at most beyond what is stated', async () => {
    const ground = await groundOf(portal);
    const usual = sampleShortRecord('TOB', {
      facts: { nationalRef: undefined, placeName: 'Lunga Lunga', location: 'LOC-LANDBORDER', transport: 'ROAD-TRUCK' },
    });
    await ground.put([usual, usual, usual], { loginId: 'ke.officer' });
    const visit = await portal.page('ke.officer');
    const { page } = visit;
    await visit.go('/');
    const hand = countPresses();
    await visit.arrive(() => hand.press(page.getByRole('link', { name: 'Record a seizure' }).first()));
    const pick = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
    const tile = (name: string) => page.locator('.tile', { hasText: name }).first();
    await hand.state(tile('Tobacco'));
    await hand.state(pick('Cigarettes'));
    await hand.press(control(page, 'Quantity'));
    await page.keyboard.type('60');
    await hand.state(pick(/^master case/));
    await hand.state(pick(/^Yesterday/));
    await hand.state(pick(/^Lunga Lunga/));
    await hand.state(tile('Import'));
    await hand.state(tile('Truck and lorry'));
    await hand.state(page.locator('.pick', { hasText: '→' }).first());
    await hand.state(page.locator('.picked-field', { hasText: 'Concealment' }).locator('.pick').first());
    await hand.state(page.locator('.picked-field', { hasText: 'Detection' }).locator('.pick').first());
    await page.getByText('60 × master case of 10,000 cigarettes = 600,000 sticks').waitFor();
    await page.getByText('Everything required has been entered.').waitFor();
    await visit.check();
    await visit.arrive(() => hand.key(() => page.keyboard.press('Control+Enter')));
    expect(await visit.text()).toMatch(/Recorded as KE-.*Cigarettes.*60 master cases/);
    expect(hand.counts).toEqual({ beyond: 3, stated: 10 });
    expect(hand.counts.beyond).toBeLessThanOrEqual(12);
    expect(hand.seconds(2)).toBeLessThan(60);
  });

  test('without script the steps come, as they were', async () => {
    const visit = await portal.page('ke.officer', { javaScript: false });
    await visit.page.goto('/seizures/new');
    await visit.page.waitForURL(/form=short$/);
    await visit.check();
    expect(await steps(visit)).toContain('Circumstances');
    await visit.page.goto('/');
    await visit.check();
  });

  test('what contradicts is asked at once and answered at one press; units follow the product, in French', async () => {
    const visit = await portal.page('ke.officer', { lang: 'fr', width: 390 });
    const { page } = visit;
    await visit.go('/seizures/new');
    const chosen = (name: string) => page.locator(`[name="${name}"]:checked`);
    await page.locator('.tile', { hasText: 'Tabac' }).first().click();
    await page.locator('[name="lines.0.product"]').waitFor({ state: 'attached' });
    await page.locator('[name="lines.0.product"]').selectOption('TOB-PIPE');
    await expect.poll(() => page.locator('[name="lines.0.unit"] option').allTextContents()).not.toContain('L');
    expect(await page.locator('[name="lines.0.unit"] option').allTextContents()).toContain('kg');
    await page.locator('.pick', { hasText: 'Lunga Lunga' }).first().click();
    const others = page.locator('.page-part', { hasText: 'Transport' }).locator('.tiles-more summary').first();
    if (!(await page.locator('.tile', { hasText: 'Passager aérien' }).first().isVisible())) await others.click();
    await page.locator('.tile', { hasText: 'Passager aérien' }).first().click();
    const hint = page.locator('.hint-box', { hasText: '« Passager aérien »' });
    await hint.waitFor();
    await visit.check();
    await hint.getByRole('button', { name: 'Camion et poids lourd' }).click();
    await hint.waitFor({ state: 'detached' });
    expect(await chosen('facts.transport').getAttribute('value')).toBe('ROAD-TRUCK');
    await visit.press(page.getByRole('button', { name: 'Enregistrer et quitter' }));
    expect(await visit.text()).toContain('Sur une page');
  });
});

/** Counts what a hand does: presses that state a value, and those beyond. Typed values are no presses. */
function countPresses() {
  const counts = { beyond: 0, stated: 0 };
  return {
    counts,
    async press(target: Locator): Promise<void> {
      counts.beyond += 1;
      await target.click();
    },
    async state(target: Locator): Promise<void> {
      counts.stated += 1;
      await target.click();
    },
    async key(act: () => Promise<unknown>): Promise<void> {
      counts.beyond += 1;
      await act();
    },
    /** Of a practised hand: 3 s for a press with looking where, 0.3 s for a typed character. */
    seconds: (typed: number): number => (counts.beyond + counts.stated) * 3 + typed * 0.3,
  };
}

describe('recording a seizure', () => {
  test('drugs, with a mistake on the way and two presses of the last button', async () => {
    const visit = await portal.page('ke.ncp');
    const { page } = visit;
    await visit.go('/');
    await visit.press(page.getByRole('link', { name: 'Record a seizure' }).first());
    await visit.press(page.getByRole('button', { name: 'One step at a time' }));
    await fill(page, {
      'National reference': 'JKIA/26/118',
      Agency: 'Customs',
      'Date of seizure': daysAgo(5),
      'Place in words': 'Nairobi',
      'Type of place': 'Airport, passenger area',
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
      'Means of transport': 'Air passenger',
    });
    await pressed(visit, english.goOn);
    await fill(page, { Concealment: 'Swallowed (internal)', Detection: 'Profiling or selection by officer' });
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
    await visit.go('/seizures/new?form=short');
    await visit.press(page.getByRole('button', { name: 'use the long form' }));
    await fill(page, {
      'National reference': 'KWS/26/7',
      'Date of seizure': daysAgo(9),
      'Type of place': 'Seaport',
      Direction: 'Export',
      'Place (UN/LOCODE)': 'KEMBA',
      'Date is accurate to': 'The day',
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
      'Means of transport': 'Container vessel',
    });
    await control(page, 'Countries of transit').selectOption([{ label: 'Malaysia' }, { label: 'Oman' }]);
    await pressed(visit, english.goOn);
    await fill(page, { Concealment: 'Behind a cover load', Detection: 'Automated risk selection' });
    await page
      .getByRole('group', { name: /^Modus operandi/ })
      .getByLabel('Mis-description')
      .check();
    await pressed(visit, english.goOn);
    await fill(page, { Role: 'Exporter', 'Number of people': '2' });
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
    await visit.go('/seizures/new?form=short');
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
    await fill(page, {
      'Pays de départ': 'Chine',
      'Pays de destination': 'Viet Nam',
      'Moyen de transport': 'Porte-conteneurs',
    });
    await pressed(visit, french.goOn);
    await fill(page, {
      'Mode de dissimulation': 'Non dissimulé',
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
    await visit.go('/seizures/new?form=short');
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
