import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { viewerOfAccount, type Viewer } from '../../src/access/index.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { draftFrom, stateOfDraft } from '../../src/seizures/index.ts';
import { openSheet } from '../../src/seizures/entry/form-sheet.ts';
import { getDraft, discardDraft } from '../../src/seizures/entry/store-drafts.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let viewers: Record<'ncp' | 'reader' | 'rilo', Viewer>;
beforeAll(async () => {
  database = await testDatabase();
  const viewer = async (login: string): Promise<Viewer> => {
    const {
      rows: [row],
    } = await database.owner.query<{ id: number }>('select id from accounts where login_id = $1', [login]);
    const found = await viewerOfAccount(database.pool, row?.id ?? 0);
    if (!found) throw new Error(`no ${login}`);
    return found;
  };
  viewers = { ncp: await viewer('ke.ncp'), reader: await viewer('ke.reader'), rilo: await viewer('rilo.esa') };
});

const told = (country: string) =>
  ({
    heading: 'HAZ',
    facts: { country, placeName: 'Mombasa', departure: '', narrative: 'Two of three containers.\nNo notification.' },
    goods: { 'details.baselCode': 'Y46', productText: 'Household waste', quantity: 1e-7, unit: 't' },
  }) as const;
const made = async (viewer: Viewer, country: string, id = randomUUID()): Promise<string> => {
  await inTransaction(database.pool, client => draftFrom(client, viewer, id, told(country)));
  return id;
};

describe('a draft from elsewhere', () => {
  test('holds what was told as if it had been typed, and nothing that was not', async () => {
    const draft = await getDraft(database.pool, viewers.ncp, await made(viewers.ncp, 'KE'));
    expect(openSheet(draft.typed)).toEqual({
      form: 'long',
      reason: '',
      persons: [],
      facts: { country: 'KE', placeName: 'Mombasa', narrative: 'Two of three containers.\nNo notification.' },
      lines: [
        {
          key: 'l1',
          values: {
            heading: 'HAZ',
            'details.baselCode': 'Y46',
            productText: 'Household waste',
            quantity: '0.0000001',
            unit: 't',
          },
        },
      ],
    });
    expect(draft.seizureId).toBeNull();
  });

  test('only for a country the viewer records for', async () => {
    await expect(made(viewers.ncp, 'TZ')).rejects.toThrow('does not report for TZ');
    await expect(made(viewers.rilo, 'VN')).rejects.toThrow('does not report for VN');
    await expect(made(viewers.reader, 'KE')).rejects.toThrow('does not report for KE');
    expect(await made(viewers.rilo, 'TZ')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('its state for others: whose, put away or not, nothing of what is in it', async () => {
    const id = await made(viewers.ncp, 'KE');
    expect(await stateOfDraft(database.pool, viewers.reader, id)).toEqual({
      login: 'ke.ncp',
      isOwn: false,
      isSubmitted: false,
      savedAt: expect.any(String),
      isDiscarded: false,
    });
    await discardDraft(database.pool, viewers.ncp, id);
    expect(await stateOfDraft(database.pool, viewers.ncp, id)).toMatchObject({ isOwn: true, isDiscarded: true });
    expect(await stateOfDraft(database.pool, viewers.ncp, randomUUID())).toBeUndefined();
  });
});
