import { expect, test } from 'vitest';
import { listWork } from '../../src/cws/documents/store-list.ts';
import { viewerNamed } from '../support/cencomm.ts';
import { publishedDocument } from '../support/documents.ts';
import { testPortal } from '../support/portal.ts';

// Years of published documents, and the few somebody works on.

test('the desk of a RILO reads what is worked on, not what was published', async () => {
  const portal = await testPortal();
  const { owner } = portal;
  const one = await publishedDocument(portal, {});
  await owner.query(
    `insert into cws_documents overriding system value
     select (jsonb_populate_record(d, jsonb_build_object('id', 100000 + n, 'client_uuid', gen_random_uuid(),
       'ref', 'ALERT-2020-' || lpad(n::text, 6, '0')))).*
     from cws_documents d, generate_series(1, 4000) n where d.ref = $1`,
    [one],
  );
  // One that was sent to the desk, and one that is published and revised.
  await owner.query(`update cws_documents set state = 'submitted' where ref = 'ALERT-2020-000003'`);
  await owner.query(
    `insert into cws_drafts (document_id, typed, saved_by)
     select id, '{}', made_by from cws_documents where ref = 'ALERT-2020-000007'`,
  );
  await owner.query('vacuum analyze cws_documents');
  const viewer = await viewerNamed(portal, 'rilo.esa');
  let asked: { text: string; values: unknown[] } | undefined;
  const watched = { query: (statement: typeof asked) => portal.pool.query((asked = statement) as never) };
  const work = await listWork(watched as never, viewer);
  expect(work.map(({ ref }) => ref)).toEqual(['ALERT-2020-000007', 'ALERT-2020-000003']);
  const plan = await owner.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>({
    ...asked,
    text: `explain (analyze, buffers, format json) ${asked?.text}`,
  } as never);
  const { 'Shared Hit Blocks': found = 0, 'Shared Read Blocks': read = 0 } = plan.rows[0]?.['QUERY PLAN'][0].Plan ?? {};
  expect(found + read).toBeLessThan(100);
});
