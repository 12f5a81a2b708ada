import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { Conflict } from '../../src/errors.ts';
import type { SeizuresContext } from '../../src/seizures/context.ts';
import { decide } from '../../src/seizures/duplicates/merge.ts';
import { addDays } from '../../src/text/plain-date.ts';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { draft, recordByForm, refOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let contactPoint: Browser;
let rilo: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [contactPoint, rilo] = [await portal.as('ke.ncp'), await portal.as('rilo.esa')];
});

let number = 0;
let day = 0;
/** A day no other test's records come near. */
function newDay(): string {
  day += 70;
  return addDays('2019-01-01', day);
}

function recordOf(seizureDate: string, more: Overrides = {}) {
  number += 1;
  const released = { release: 'all', releaseOffices: undefined };
  return sampleRecord('DRUG', {
    ...more,
    facts: { nationalRef: `M/${number}`, seizureDate, ...released, ...more.facts },
  });
}

const recorded = (seizureDate: string, more: Overrides = {}, by = contactPoint): Promise<string> =>
  recordByForm(by, recordOf(seizureDate, more));

async function verify(ref: string): Promise<void> {
  await rilo.get(`/seizures/verification?open=${ref}`);
  expect((await rilo.post('/seizures/verification', { record: `${ref}:1` })).status).toBe(303);
}

/** Merges a record into another by the form of the comparison, with the values of the second where they differ. */
async function merge(by: Browser, kept: string, merged: string): Promise<number> {
  const page = await by.get(`/seizures/${kept}/duplicates?with=${merged}`);
  const record = [...page.text.matchAll(/name="record" value="([^"]+)"/g)].map(([, value = '']) => value);
  const is = record.map((value, at) => [`is${at}`, value.startsWith(`${kept}:`) ? 'keep' : 'merge']);
  const picks = [...page.text.matchAll(/type="radio"\s+name="(p\d+)"\s+value="1"/g)].map(([, name]) => [name, '1']);
  const form = { clientUuid: randomUUID(), record, ...Object.fromEntries([...is, ...picks]) };
  return (await by.post(`/seizures/${kept}/duplicates`, form)).status;
}

async function stateOf(ref: string): Promise<{ status: string; into: string | null }> {
  const { rows } = await portal.owner.query(
    `select s.status, m.ref as into from seizures s left join seizures m on m.id = s.merged_into where s.ref = $1`,
    [ref],
  );
  return rows[0];
}

/** The same without the checks of the page; fails before anything but the database is asked for. */
async function mergeUnchecked(kept: string, merged: string): Promise<void> {
  const records = [
    { ref: kept, version: 1, is: 'keep' },
    { ref: merged, version: 1, is: 'merge' },
  ] as const;
  const context = { pool: portal.pool, changed: () => undefined } as unknown as SeizuresContext;
  const viewer = await (await groundOf(portal)).viewer('ke.ncp');
  await decide(context, viewer, { clientUuid: randomUUID(), records, record: recordOf('2026-01-01') });
}

/** A record whose narrative was let through with a reason and waits for a second person. */
async function withWordsThatWait(seizureDate: string): Promise<string> {
  const narrative = 'The blocks said Hassan Omar Juma on one side.';
  const id = await draft(contactPoint, recordOf(seizureDate, { facts: { narrative } }));
  const page = await contactPoint.post(`/seizures/drafts/${id}/submission`);
  const [, name = ''] = /name="(mark\.[a-f0-9]{12})"/.exec(page.text) ?? [];
  return refOf(await contactPoint.post(`/seizures/drafts/${id}/submission`, { [name]: 'press mark on the blocks' }));
}

describe('a verified record into which another is merged', () => {
  const twoThatDifferBySlip = async (coverLoad = 'Floor tiles'): Promise<[string, string]> => {
    const date = newDay();
    const kept = await recorded(date, { facts: { nationalRef: `M/KEPT/${date}`, coverLoad: 'Ceramic tiles' } });
    const merged = await recorded(date, { facts: { nationalRef: undefined, coverLoad } });
    await verify(kept);
    return [kept, merged];
  };

  test('waits for the RILO again where a National Contact Point changed a value, however small', async () => {
    const [kept, merged] = await twoThatDifferBySlip();
    expect(await merge(contactPoint, kept, merged)).toBe(303);
    expect(await stateOf(kept)).toMatchObject({ status: 'submitted' });
  });

  test('stays verified where its RILO corrected a slip', async () => {
    const [kept, merged] = await twoThatDifferBySlip();
    expect(await merge(rilo, kept, merged)).toBe(303);
    expect(await stateOf(kept)).toMatchObject({ status: 'verified' });
  });

  test('stays verified where a National Contact Point changed nothing', async () => {
    const [kept, merged] = await twoThatDifferBySlip('Ceramic tiles');
    expect(await merge(contactPoint, kept, merged)).toBe(303);
    expect(await stateOf(kept)).toMatchObject({ status: 'verified' });
  });
});

describe('a merge', () => {
  test('is refused while words of either record wait for a second person, and changes nothing', async () => {
    const date = newDay();
    const [plain, held] = [await recorded(date), await withWordsThatWait(date)];
    for (const [kept, merged] of [
      [plain, held],
      [held, plain],
    ] as const) {
      expect(await merge(contactPoint, kept, merged)).toBe(422);
      // The page may have been checked before the words came: the merge looks again at the locked records.
      await expect(mergeUnchecked(kept, merged)).rejects.toThrow(Conflict);
      expect([await stateOf(kept), await stateOf(merged)]).toEqual([
        { status: 'submitted', into: null },
        { status: 'submitted', into: null },
      ]);
    }
  });

  test('moves on what was merged earlier into the record that is merged away', async () => {
    const date = newDay();
    // Too far apart to be proposed as one event: each comparison shows two records.
    const [first, second, third] = [
      await recorded(date),
      await recorded(addDays(date, 10)),
      await recorded(addDays(date, 20)),
    ];
    expect(await merge(contactPoint, second, third)).toBe(303);
    expect(await merge(contactPoint, first, second)).toBe(303);
    expect([await stateOf(second), await stateOf(third)]).toEqual([
      { status: 'merged', into: first },
      { status: 'merged', into: first },
    ]);
    expect((await contactPoint.get(`/seizures/${third}`)).headers.location).toBe(`/seizures/${first}`);
  });
});
