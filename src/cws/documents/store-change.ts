import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, sql } from '../../db/sql.ts';
import { NotFound } from '../../errors.ts';
import { kinds, type KindCode } from '../kinds/index.ts';
import type { Audience, Content, CwsDocument, State } from './document.ts';
import type { Step } from './store.ts';

/** Who writes: an account for its office, or nobody for the portal itself. A Viewer is one. */
export interface Author {
  readonly accountId: number | null;
  readonly office: { readonly id: number };
}

interface NewDocument {
  readonly kind: KindCode;
  readonly clientUuid: string;
  /** RILO of the region it concerns; null for the Secretariat's. */
  readonly regionId: number | null;
}

/** Makes a document without content; one begun before with the same number of the form is found again. */
export async function insertDocument(
  client: Client,
  author: Author,
  { kind, clientUuid, regionId }: NewDocument,
): Promise<{ id: number; ref: string; isNew: boolean }> {
  const known = await queryRow<{ id: string; ref: string; mine: boolean }>(
    client,
    sql`
      select id, ref, made_by is not distinct from ${author.accountId} as mine from cws_documents
      where client_uuid = ${clientUuid}`,
  );
  if (known && !known.mine) throw new NotFound('no such document');
  if (known) return { id: Number(known.id), ref: known.ref, isNew: false };
  const number = await queryRow<{ year: number; last: number }>(
    client,
    sql`
      insert into cws_numbers as n (kind, year, last)
      values (${kind}, extract(year from now() at time zone 'UTC')::int, 1)
      on conflict (kind, year) do update set last = n.last + 1 returning year, last`,
  );
  const ref = `${kinds[kind].prefix}-${number?.year}-${String(number?.last).padStart(4, '0')}`;
  const made = await queryRow<{ id: string }>(
    client,
    sql`
      insert into cws_documents (kind, ref, client_uuid, office_id, region_id, made_by)
      values (${kind}, ${ref}, ${clientUuid}, ${author.office.id}, ${regionId}, ${author.accountId})
      on conflict (client_uuid) do nothing returning id`,
  );
  if (!made) return insertDocument(client, author, { kind, clientUuid, regionId });
  return { id: Number(made.id), ref, isNew: true };
}

export async function insertStep(
  client: Client,
  author: Author,
  documentId: number,
  step: { kind: Step['kind']; version?: number; reason?: string | undefined },
): Promise<void> {
  await execute(
    client,
    sql`
      insert into cws_steps (document_id, kind, account_id, version, reason)
      values (${documentId}, ${step.kind}, ${author.accountId}, ${step.version ?? null}, ${step.reason ?? null})`,
  );
}

export async function setState(client: Client, documentId: number, state: State): Promise<void> {
  await execute(client, sql`update cws_documents set state = ${state} where id = ${documentId}`);
}

interface Publication {
  readonly content: Content;
  readonly audience: Audience;
  readonly changeNote: string | undefined;
  /** Something was wrong before: whoever read it takes notice. */
  readonly corrects: boolean;
}

/** Writes the next version and sets what lists read. Returns its number. */
export async function insertVersion(
  client: Client,
  author: Author,
  { id, version }: Pick<CwsDocument, 'id' | 'version'>,
  { content, audience, changeNote, corrects }: Publication,
): Promise<number> {
  const next = version + 1;
  await execute(
    client,
    sql`
      insert into cws_versions (document_id, version, content, audience, change_note, corrects, published_by)
      values (${id}, ${next}, ${JSON.stringify(content)}, ${audience}, ${changeNote ?? null}, ${corrects},
        ${author.accountId})`,
  );
  const one = (name: string): string | null =>
    typeof content.fields[name] === 'string' && content.fields[name] !== '' ? content.fields[name] : null;
  const many = (name: string): readonly string[] => {
    const value = content.fields[name];
    return typeof value === 'object' ? value : [];
  };
  const titles = Object.fromEntries(
    Object.entries(content.texts).map(([lang, text]) => [lang, { title: text.title, summary: text.summary }]),
  );
  await execute(
    client,
    sql`
      update cws_documents set state = 'published', version = ${next}, audience = ${audience},
        publisher_id = ${author.office.id}, published_at = now(),
        first_published_at = coalesce(first_published_at, now()),
        embargo_until = ${one('embargoUntil')}::date, valid_until = ${one('validUntil')}::date,
        urgent = ${one('urgent') === 'yes'}, headings = ${many('headings')}, countries = ${countriesOf(content)},
        titles = ${JSON.stringify(titles)}, facts = ${JSON.stringify(content.fields)}, withdrawn_at = null,
        withdrawn_reason = null, corrected_at = case when ${corrects} then now() else corrected_at end
      where id = ${id}`,
  );
  return next;
}

/** The countries a document concerns: those named, those of its route, the Member it is of. */
function countriesOf({ fields }: Content): string[] {
  return [...new Set(['countries', 'route', 'member'].flatMap(name => fields[name] ?? []).filter(code => code !== ''))];
}

export async function setAudience(client: Client, documentId: number, audience: Audience): Promise<void> {
  await execute(client, sql`update cws_documents set audience = ${audience} where id = ${documentId}`);
}

export async function setWithdrawn(client: Client, documentId: number, reason: string): Promise<void> {
  await execute(
    client,
    sql`
      update cws_documents set state = 'withdrawn', withdrawn_at = now(), withdrawn_reason = ${reason}
      where id = ${documentId}`,
  );
}

/** Reference of the one document an office presents itself by, if it is begun. */
export async function findPresentation(on: Queryable, officeId: number): Promise<string | undefined> {
  const row = await queryRow<{ ref: string }>(
    on,
    sql`select ref from cws_documents where office_id = ${officeId} and kind = 'presentation' and state <> 'discarded'`,
  );
  return row?.ref;
}

/** Remembers that an account has read a version; an older one takes nothing back. */
export async function insertRead(
  client: Client,
  { accountId }: Pick<Viewer, 'accountId'>,
  { id }: Pick<CwsDocument, 'id'>,
  version: number,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into cws_reads as r (account_id, document_id, version, first_read_at)
      values (${accountId}, ${id}, ${version}, now())
      on conflict (account_id, document_id) do update
      set version = greatest(r.version, excluded.version), read_at = now(),
        first_read_at = coalesce(r.first_read_at, now())`,
  );
}
