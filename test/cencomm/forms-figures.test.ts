import { beforeAll, describe, expect, test } from 'vitest';
import { casesOf } from '../../src/cencomm/forms/figures/board.ts';
import { stateAfter, type Chain } from '../../src/cencomm/forms/shipment.ts';
import type { SentForm } from '../../src/cencomm/forms/store-sent-forms.ts';
import { tallyOf } from '../../src/cencomm/forms/figures/tally.ts';
import { templatesFor, templateText, templateLangs } from '../../src/cencomm/forms/templates/index.ts';
import { addMember } from '../../src/cencomm/operations/members/members.ts';
import { enterLocked } from '../../src/cencomm/operations/store.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { keysOf, openOperation, rewriteMessage, viewerNamed } from '../support/cencomm.ts';
import { chainsOf, feedbackForm, seizureForm, sendForm, warningForm } from '../support/cencomm-forms.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { lookUp as factsOf } from '../support/validation.ts';

const lookUp = factsOf as Parameters<typeof tallyOf>[3];

describe('where a chain stands', () => {
  test.each([
    ['open', null, 'will_be_opened', 'answered'],
    ['open', null, 'passed_on', 'answered'],
    ['open', null, 'nothing_found', 'no_hit'],
    ['open', null, 'not_found', 'no_hit'],
    ['open', null, 'hit', 'hit'],
    ['answered', null, 'hit', 'hit'],
    ['no_hit', null, 'will_be_opened', 'no_hit'],
    ['no_hit', null, 'hit', 'hit'],
    ['hit', null, 'nothing_found', 'no_hit'],
    ['hit', 's', 'nothing_found', 'hit'],
  ] as const)('%s (seizure %s) and "%s" is %s', (state, seizureId, answer, after) => {
    expect(stateAfter({ state, seizureId, seizureAct: null }, answer)).toBe(after);
  });
});

const form = (id: string, kind: SentForm['kind'], day: string, more: Partial<SentForm> = {}): SentForm => ({
  id,
  threadId: more.threadId ?? id,
  kind,
  createdMs: Date.parse(`${day}T23:30:00Z`),
  senderId: 1,
  senderLogin: 'ke.ncp',
  senderName: null,
  firstId: id,
  versionIds: [id],
  standing: 'stands',
  isReplaced: false,
  persons: [],
  senderOffice: 'KE',
  senderCountry: 'KE',
  audience: 'all',
  countries: [],
  answerBy: null,
  subject: id,
  fields: {},
  ...more,
});
const chain = (number: number, more: Partial<Chain>): Chain => ({
  id: String(number),
  operationId: 'o',
  number,
  warningId: null,
  feedbackId: null,
  seizureId: null,
  lastWarningId: null,
  lastSeizureId: null,
  warningAct: null,
  seizureAct: null,
  state: 'open',
  begunMs: 0,
  draftId: null,
  recordRef: null,
  recordedFrom: null,
  amendmentId: null,
  amendmentFrom: null,
  ...more,
});

describe('a tally', () => {
  const forms = [
    form('w1', 'warning', '2026-11-20'),
    form('w2', 'warning', '2026-11-21', { senderCountry: null }),
    form('f1', 'feedback', '2026-11-21', { threadId: 'w1', senderCountry: 'VN', fields: { answer: 'hit' } }),
    form('s1', 'seizure', '2026-11-22', {
      threadId: 'w1',
      senderCountry: 'VN',
      fields: {
        country: 'VN',
        heading: 'CITES',
        product: 'Loxodonta africana',
        quantity: 1500,
        unit: 'g',
        quantity2: 3,
        unit2: 'piece',
      },
    }),
    form('s2', 'seizure', '2026-11-22', {
      fields: { country: 'VN', heading: 'CITES', product: 'Loxodonta africana', quantity: 2, unit: 'kg' },
    }),
    form('s3', 'seizure', '2026-11-24', {
      fields: { country: 'KE', heading: 'CITES', product: 'Manis javanica', quantity: 7, unit: 'piece' },
    }),
  ];
  const chains = [
    chain(1, { warningId: 'w1', feedbackId: 'f1', seizureId: 's1', state: 'hit' }),
    chain(2, { warningId: 'w2' }),
    chain(3, { seizureId: 's2', state: 'hit' }),
    chain(4, { seizureId: 's3', state: 'hit' }),
    chain(5, { warningId: 'unseen', state: 'no_hit' }),
  ];
  const cases = casesOf(chains, forms, Date.parse('2026-11-25'));

  test('equals the count by hand: days in UTC, a hit on its first day, units never added to each other', () => {
    const tally = tallyOf(forms, cases, { from: '2026-11-20', to: '2026-11-24' }, lookUp);
    expect(
      tally.days.map(({ day, warnings, feedback, seizures, hits }) => [
        day.slice(8),
        warnings,
        feedback,
        seizures,
        hits,
      ]),
    ).toEqual([
      ['20', 1, 0, 0, 0],
      ['21', 1, 1, 0, 1],
      ['22', 0, 0, 2, 1],
      ['23', 0, 0, 0, 0],
      ['24', 0, 0, 1, 1],
    ]);
    expect(tally.total).toEqual({ warnings: 2, feedback: 1, seizures: 3, hits: 3, noHits: 0, unanswered: 1 });
    expect(
      tally.countries.map(({ country, warnings, feedback, seizures }) => [country, warnings, feedback, seizures]),
    ).toEqual([
      ['VN', 0, 1, 2],
      ['KE', 1, 0, 1],
      ['', 1, 0, 0],
    ]);
    expect(tally.products).toEqual([
      {
        heading: 'CITES',
        product: 'Loxodonta africana',
        seizures: 2,
        sums: [
          { unit: 'kg', quantity: 3.5 },
          { unit: 'piece', quantity: 3 },
        ],
      },
      { heading: 'CITES', product: 'Manis javanica', seizures: 1, sums: [{ unit: 'piece', quantity: 7 }] },
    ]);
    expect(tally.sums).toEqual([
      { unit: 'kg', quantity: 3.5 },
      { unit: 'piece', quantity: 10 },
    ]);
  });

  test('of some days leaves out the others', () => {
    const tally = tallyOf(forms, cases, { from: '2026-11-22', to: '2026-11-22' }, lookUp);
    expect(tally.total).toEqual({ warnings: 0, feedback: 0, seizures: 2, hits: 1, noHits: 0, unanswered: 0 });
  });
});

describe('ready texts', () => {
  test('are there for each message in six languages, with labels in the language and Arabic from the right', () => {
    for (const lang of templateLangs) {
      for (const kind of ['warning', 'feedback', 'seizure', 'plain'] as const)
        expect(templatesFor(kind, [lang], 'en').length).toBeGreaterThan(0);
      const text = templateText(`${lang}.warning`, { product: 'Ivory', quantity: '5 kg' });
      expect(text).toMatch(/- \S.*: Ivory\n- \S.*: 5 kg\n\n/);
      expect(templateText(`${lang}.warning`, {})).not.toContain('{fields}');
    }
    expect(templatesFor('warning', ['ar'], 'en')[0]?.dir).toBe('rtl');
    expect(templatesFor('warning', ['en', 'fr'], 'fr')[0]?.lang).toBe('fr');
    expect(templatesFor('warning', ['zz'], 'fr')[0]?.lang).toBe('en');
    expect([templateText('zz.warning', {}), templateText('en.constructor', {})]).toEqual([undefined, undefined]);
  });
});

describe('board, tally and report', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await testPortal();
  });

  test('count and show what the member may see: history or from now on', async () => {
    for (const joining of ['history', 'from_now'] as const) {
      const operation = await openOperation(portal, {
        owner: 'rilo.esa',
        aim: 'Aim ZEBRAMARKER',
        joining,
        members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' },
      });
      const [ncp, vn, rilo] = [await portal.as('ke.ncp'), await portal.as('vn.ncp'), await portal.as('rilo.esa')];
      await sendForm(ncp, operation, 'warning', warningForm({ subject: 'Early ZEBRAMARKER' }));
      await sendForm(vn, operation, 'feedback', feedbackForm(1, 'hit'));
      await sendForm(
        vn,
        operation,
        'seizure',
        seizureForm({ chain: '1', 'facts.country': 'VN', 'facts.direction': 'IMP' }),
      );
      await inTransaction(portal.pool, async client => {
        const owner = await viewerNamed(portal, 'rilo.esa');
        const { operation: locked } = await enterLocked(client, owner, operation);
        await addMember(client, owner, keysOf(portal), locked, {
          accountId: (await viewerNamed(portal, 'ke.officer')).accountId,
          role: 'member',
          country: 'KE',
        });
      });
      await sendForm(ncp, operation, 'warning', warningForm({ subject: 'Late ZEBRAMARKER' }));
      const late = await portal.as('ke.officer');
      const at = (path: string): string => `/cencomm/operations/${operation}${path}`;
      const board = textOf(await late.get(at('/board')));
      expect([joining, board.includes('Early ZEBRAMARKER'), board.includes('Late ZEBRAMARKER')]).toEqual([
        joining,
        joining === 'history',
        true,
      ]);
      const facts = async (browser: typeof late) =>
        [...(await browser.get(at('/tally'))).text.matchAll(/<dt>[^<]*<\/dt>\s*<dd><b>(\d+)<\/b>/g)].map(([, value]) =>
          Number(value),
        );
      expect(await facts(rilo)).toEqual([2, 1, 1, 1, 0, 1]);
      expect(await facts(late)).toEqual(joining === 'history' ? [2, 1, 1, 1, 0, 1] : [1, 0, 0, 0, 0, 1]);
      const report = textOf(await late.get(at('/report')));
      expect([report.includes('86.4 kg'), report.includes('Aim ZEBRAMARKER')]).toEqual([joining === 'history', true]);
      expect(textOf(await rilo.get(at('/report')))).toContain('86.4 kg');
    }
  });

  test('filter, list, mark what is overdue and whose answer is wanted, and know no other parameter', async () => {
    const operation = await openOperation(portal, {
      owner: 'rilo.esa',
      members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' },
    });
    const [ncp, vn] = [await portal.as('ke.ncp'), await portal.as('vn.ncp')];
    const at = (path: string): string => `/cencomm/operations/${operation}${path}`;
    const warning = await sendForm(ncp, operation, 'warning', warningForm({ subject: 'Asked of Viet Nam' }));
    await sendForm(ncp, operation, 'seizure', seizureForm({ subject: 'Alone' }));
    expect((await chainsOf(portal, operation)).map(({ state }) => state)).toEqual(['open', 'hit']);
    await rewriteMessage(portal, warning, `answer_by = now() - interval '1 hour'`);
    const shown = async (browser: typeof ncp, query: string) => textOf(await browser.get(at(`/board${query}`)));
    // What was opened before is kept by the process until something new comes.
    await sendForm(ncp, operation, 'warning', warningForm({ subject: 'Another', 'own.askedOf': ['KE'] }));
    const all = await shown(vn, '');
    expect(all).toContain('1 warning is waiting for an answer from Viet Nam.');
    expect(all).toContain('Answer overdue since');
    expect(await shown(vn, '?mine=asked&view=list')).toMatch(/Asked of Viet Nam(?!.*Alone)(?!.*Another)/);
    expect(await shown(ncp, '?kind=seizure')).toMatch(/Alone(?!.*Asked of Viet Nam)/);
    expect(await shown(vn, '?mine=sent')).toContain('No shipments match these filters.');
    for (const query of ['?x=1', '?country=XX', '?heading=ODS', '?view=map', '?mine=all'])
      expect([query, (await ncp.get(at(`/board${query}`))).status]).toEqual([query, 400]);
    for (const query of ['?from=2026-13-01', '?from=2026-11-20&to=2026-11-10', '?day=1'])
      expect([
        query,
        (await ncp.get(at(`/tally${query}`))).status,
        (await ncp.get(at(`/report${query}`))).status,
      ]).toEqual([query, 400, 400]);
  });

  test('a message changed in its row is told as such, and the others still count', async () => {
    const operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
    const ncp = await portal.as('ke.ncp');
    const broken = await sendForm(ncp, operation, 'warning', warningForm({ subject: 'Broken ZEBRAMARKER' }));
    await portal.owner.query(
      'update cencomm_messages set sender_id = (select id from accounts where login_id = $2) where id = $1',
      [broken, 'vn.ncp'],
    );
    await sendForm(ncp, operation, 'warning', warningForm({ subject: 'Whole ZEBRAMARKER' }));
    const text = textOf(await ncp.get(`/cencomm/operations/${operation}/board`));
    expect(text).toContain('Could not be verified');
    expect(text).toContain('Whole ZEBRAMARKER');
    expect(text).not.toContain('Broken ZEBRAMARKER');
  });
});
