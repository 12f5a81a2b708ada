import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import type { AnalysisContext } from '../../src/analysis/context.ts';
import { openReports, type Reports } from '../../src/analysis/obligations/read.ts';
import type { Wanted } from '../../src/analysis/obligations/wanted.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { sampleRecord } from '../support/builders.ts';
import { amendByForm } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';
import { untilEnded } from '../support/trail.ts';

let portal: TestPortal;
let ground: Ground;
let ncp: Browser;
let viewer: Viewer;
let wanted: Wanted;
let kept: Reports;
let context: AnalysisContext;
let read = 0;
const year = new Date().getUTCFullYear() - 1;

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  [ncp, viewer] = [await portal.as('ke.ncp'), await ground.viewer('ke.ncp')];
  const { lists, offices, pool } = ground;
  const texts = await loadTexts();
  const counting = {
    query: (statement: { readonly text: string }) => {
      if (statement.text.includes('seizure_records')) read += 1;
      return pool.query(statement as never);
    },
  };
  context = { pool, lists, offices, texts, seizures: { context: { lists, offices, texts } } } as never;
  const owner = offices.byId(viewer.office.id) as Wanted['owner'];
  wanted = { owner, report: 'cites', year };
  kept = openReports({ ...context, pool: counting as never });
});

let number = 0;
async function put(day = `${year}-03-02`): Promise<string> {
  number += 1;
  const open = { release: 'all', releaseOffices: undefined };
  const [ref] = await ground.put([
    sampleRecord('CITES', { facts: { ...open, seizureDate: day, nationalRef: `K/${number}` } }),
  ]);
  return String(ref);
}

/** What is kept is what is made when nothing is kept. */
async function expectTheSame(refs: readonly string[] = []): Promise<void> {
  const anew = openReports(context);
  expect(await kept.made(viewer, wanted, refs)).toEqual(await anew.made(viewer, wanted, refs));
  expect(await kept.summary(viewer, wanted)).toEqual(await anew.summary(viewer, wanted));
}

describe('a report that is kept', () => {
  test('is what it is when made anew, whatever becomes of its records', async () => {
    const [amended, moved, withdrawn] = [await put(), await put(), await put(`${year}-07-01`)];
    await expectTheSame();
    await put(`${year}-05-05`);
    await expectTheSame();
    await amendByForm(ncp, amended, 'goods', { 'lines.0.key': 'l1', 'lines.0.quantity': '41' }, 'Counted again');
    await expectTheSame();
    await amendByForm(ncp, moved, 'circumstances', { 'facts.seizureDate': `${year - 1}-03-02` }, 'Wrong year');
    expect((await kept.made(viewer, wanted)).standings.has(moved)).toBe(false);
    await expectTheSame([moved]);
    await amendByForm(ncp, moved, 'circumstances', { 'facts.seizureDate': `${year}-01-02` }, 'Right after all');
    expect((await kept.made(viewer, wanted)).rows[0]?.ref).toBe(moved);
    await ncp.post(`/seizures/${withdrawn}/withdrawal`, { reason: 'Entered twice' });
    await expectTheSame([withdrawn]);
    expect((await kept.summary(viewer, wanted)).left.withdrawn).toBe(1);
  });

  test('reads no record where none changed, and those that did where some did', async () => {
    // What was written while an older transaction ran, of a file beside this one too, is looked at again.
    await untilEnded(portal.owner);
    await kept.summary(viewer, wanted);
    read = 0;
    await kept.summary(viewer, wanted);
    expect(read).toBe(0);
    await put();
    await kept.summary(viewer, wanted);
    expect(read).toBe(1);
  });

  test('misses no change that was made before it was read and is committed after', async () => {
    const ref = await put();
    const client = await portal.owner.connect();
    await client.query('begin');
    await client.query(
      `with changed as (update seizures set status = 'withdrawn' where ref = $1 returning id)
       insert into seizure_changes (seizure_id, kind) select id, 'withdrawn' from changed`,
      [ref],
    );
    await put();
    expect((await kept.made(viewer, wanted)).standings.get(ref)?.state).toBe('inForce');
    await client.query('commit');
    client.release();
    expect((await kept.made(viewer, wanted)).standings.get(ref)?.state).toBe('withdrawn');
    await expectTheSame();
  });
});
