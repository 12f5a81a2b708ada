import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { fill } from '../support/journey-form.ts';
import type { Visit } from '../support/journey-visit.ts';
import { sampleLines } from '../support/sample-lines.ts';
import { groundOf, type Ground } from '../support/seizures.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
let ground: Ground;
beforeAll(async () => {
  portal = await testBrowser({ records: 10 });
  ground = await groundOf(portal);
});

const words = {
  en: {
    amend: 'Amend',
    review: 'Check and submit',
    place: 'Place in words',
    narrative: 'Narrative',
    goOn: 'Save and continue',
    submit: 'Submit the amendment',
    why: 'Reason for the amendment',
    missing: 'Enter the reason for the amendment.',
    done: /Your amendment to \S+ has been recorded/,
    history: 'Full history',
    rebase: 'Start from their version and keep my changes',
    withdraw: 'Withdraw',
    withdrawal: 'Withdraw the record',
    reason: 'Reason for withdrawing the record',
    withdrawn: 'Withdrawn on',
  },
  fr: {
    amend: 'Modifier',
    review: 'Vérifier et soumettre',
    place: 'Lieu en toutes lettres',
    narrative: 'Exposé',
    goOn: 'Enregistrer et continuer',
    submit: 'Soumettre la modification',
    why: 'Motif de la modification',
    missing: 'Indiquez le motif de la modification.',
    done: /Votre modification de \S+ a été enregistrée/,
    history: 'Historique complet',
    rebase: 'Partir de leur version et garder mes modifications',
    withdraw: 'Retirer',
    withdrawal: 'Retirer la fiche',
    reason: 'Motif du retrait',
    withdrawn: 'Retirée le',
  },
};
type Say = (typeof words)[keyof typeof words];
let number = 0;

async function aRecord(): Promise<string> {
  number += 1;
  const [ref = ''] = await ground.put([
    sampleRecord('DRUG', { facts: { nationalRef: `AM/26/${number}`, release: 'all', releaseOffices: undefined } }),
  ]);
  return ref;
}

/** Opens the form, changes the place of the seizure and stops at the last step. */
async function changePlace(visit: Visit, ref: string, say: Say, place: string): Promise<void> {
  await visit.go(`/seizures/${ref}`);
  await visit.press(visit.page.getByRole('link', { name: say.amend, exact: true }));
  await fill(visit.page, { [say.place]: place });
  await visit.press(visit.page.getByRole('navigation').getByRole('button', { name: say.review }));
}

async function submit(visit: Visit, say: Say, reason: string): Promise<void> {
  await fill(visit.page, { [say.why]: reason });
  await visit.press(visit.page.getByRole('button', { name: say.submit }));
}

describe('changing a record', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )('amended with a reason, then withdrawn, in %s at %i', async (lang, width) => {
    const say = words[lang];
    const ref = await aRecord();
    const visit = await portal.page('ke.ncp', { lang, width });
    await changePlace(visit, ref, say, 'Kilindini');
    await visit.press(visit.page.getByRole('button', { name: say.submit }));
    expect(await visit.page.locator('.error-summary').innerText()).toContain(say.missing);
    await submit(visit, say, 'The berth was named wrongly.');
    expect(await visit.text()).toMatch(say.done);
    await visit.press(visit.page.getByRole('link', { name: say.history }));
    expect(await visit.text()).toMatch(/Mombasa.*Kilindini/);
    expect(await visit.text()).toContain('The berth was named wrongly.');
    await visit.go(`/seizures/${ref}`);
    await visit.press(visit.page.getByRole('link', { name: say.withdraw }));
    await visit.press(visit.page.getByRole('button', { name: say.withdrawal }));
    expect(await visit.page.locator('.error-summary').count()).toBe(1);
    await fill(visit.page, { [say.reason]: 'Recorded twice.' });
    await visit.press(visit.page.getByRole('button', { name: say.withdrawal }));
    expect(await visit.text()).toContain(say.withdrawn);
    await visit.go(`/seizures?q=${ref}`);
    expect(await visit.page.locator(`.results a[href="/seizures/${ref}"]`).count()).toBe(0);
  });

  test('two officers at once: the second sees both', async () => {
    const [lang, width, say] = ['en', 390, words.en] as const;
    const ref = await aRecord();
    const first = await portal.page('ke.officer', { lang, width });
    const second = await portal.page('ke.ncp', { lang, width });
    await changePlace(second, ref, say, 'Kilindini, berth 4');
    await changePlace(first, ref, say, 'Port Reitz');
    await submit(first, say, 'Corrected after a call.');
    await submit(second, say, 'Named the berth.');
    expect(await second.page.locator('tr', { hasText: say.place }).innerText()).toMatch(
      /Mombasa[\s\S]*Port Reitz[\s\S]*Kilindini, berth 4/,
    );
    await second.press(second.page.getByRole('button', { name: say.rebase }));
    await submit(second, say, 'Named the berth.');
    expect(await second.text()).toMatch(say.done);
    await second.go(`/seizures/${ref}/history`);
    expect(await second.text()).toMatch(/Port Reitz.*Kilindini, berth 4.*Mombasa.*Port Reitz/);
  });

  test('a long record prints on two pages, without menu and buttons', async () => {
    const [ref = ''] = await ground.put([
      sampleRecord('DRUG', {
        facts: {
          nationalRef: 'PR/26/1',
          narrative: 'The scanner showed a denser layer at the back of the container. '.repeat(12),
        },
        lines: [sampleLines.DRUG, sampleLines.CURR, sampleLines.WEAP],
      }),
    ]);
    for (const lang of ['en', 'fr'] as const) {
      const visit = await portal.page('ke.ncp', { lang });
      await visit.go(`/seizures/${ref}`);
      await visit.page.emulateMedia({ media: 'print' });
      expect(
        await visit.page
          .locator('header.bar, .sections, .foot, main a.button, main button')
          .filter({ visible: true })
          .count(),
      ).toBe(0);
      expect(await visit.page.locator('.print-head').isVisible()).toBe(true);
      await visit.page.emulateMedia({ media: null });
      const pages = (await visit.page.pdf({ format: 'A4' }))
        .toString('latin1')
        .match(/\/Type\s*\/Page\b(?!s)/g)?.length;
      expect({ lang, pages: pages ?? 0, fits: (pages ?? 9) <= 2 }).toEqual({ lang, pages, fits: true });
    }
  });
});
