import { randomUUID } from 'node:crypto';
import type { TestDatabase } from './database.ts';

let number = 0;

/**
 * Writes a published document as it stands in the lists: an alert of Kenya for the world, unless `more` says otherwise.
 * Answers its reference.
 */
export async function publishedDocument(
  { owner }: Pick<TestDatabase, 'owner'>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  number += 1;
  const office = `(select id from offices where code = '${String(more.office ?? 'KE')}')`;
  const region =
    more.region === null ? 'null' : `(select id from offices where code = '${String(more.region ?? 'RILO-ESA')}')`;
  const { office: _office, region: _region, ...given } = more;
  const row = {
    kind: 'alert',
    ref: `ALERT-2026-${String(number).padStart(4, '0')}`,
    client_uuid: randomUUID(),
    state: 'published',
    version: 1,
    audience: 'world',
    published_at: new Date(Date.now() - 3_600_000),
    headings: ['CITES'],
    countries: ['KE'],
    titles: {
      en: { title: `Title ${number}`, summary: 'Never outside' },
      fr: { title: `Titre ${number}`, summary: 'Jamais dehors' },
    },
    ...given,
  };
  const names = Object.keys(row);
  await owner.query(
    `insert into cws_documents (office_id, region_id, made_by, ${names.join(', ')})
    values (${office}, ${region}, (select id from accounts where login_id = 'ke.ncp'),
      ${names.map((_one, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
  return row.ref;
}

/** Takes the portal's own first pages out of what is published, where a test counts what it published itself. */
export async function withdrawPages({ owner }: Pick<TestDatabase, 'owner'>): Promise<void> {
  await owner.query(
    `update cws_documents set state = 'withdrawn', withdrawn_at = now() - interval '1 year', withdrawn_reason = 'test'
    where kind = 'page'`,
  );
}
