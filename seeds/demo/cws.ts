import { uuidOfText } from '../../src/crypto/uuid-of-text.ts';
import { countPublished } from '../../src/analysis/index.ts';
import { viewerOfAccount, type Viewer } from '../../src/access/index.ts';
import type { Client, Pool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { loadLists, loadOffices, type Lists, type Offices } from '../../src/reference/index.ts';
import { readContent } from '../../src/cws/documents/editing/content.ts';
import { indexDocument } from '../../src/cws/documents/store-words.ts';
import { regionOf } from '../../src/cws/documents/editing/begin.ts';
import { insertDocument, insertVersion, setState, setWithdrawn } from '../../src/cws/documents/store-change.ts';
import { endDraft, openDraft } from '../../src/cws/documents/editing/store-drafts.ts';
import { kinds } from '../../src/cws/kinds/index.ts';
import { completeSheet } from '../../src/cws/sheets/complete.ts';
import type { Content } from '../../src/cws/documents/document.ts';
import type { FieldProblem } from '../../src/errors.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import type { Seizures } from '../../src/seizures/index.ts';
import { indexWords } from '../../src/seizures/search/search-words.ts';
import { sampleAlerts } from './cws/alerts.ts';
import { sampleReleases } from './cws/releases.ts';
import { sampleRiloPapers } from './cws/rilo.ts';
import { sampleSheets } from './cws/sheets.ts';
import type { SampleDocument } from './cws/sample.ts';
import { addDays } from '../../src/text/plain-date.ts';

/** Every sample of the website; another kind adds its own list here. */
const samples: readonly SampleDocument[] = [...sampleAlerts, ...sampleRiloPapers, ...sampleReleases, ...sampleSheets];

interface Stage {
  readonly client: Client;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly today: string;
  viewer(login: string, office?: string): Viewer;
  /** A sheet with the figures its query counts. */
  counted(publisher: Viewer, content: Content): Promise<{ content: Content; problems: readonly FieldProblem[] }>;
}

/** Documents of the website for evaluation, oldest first. Answers how many; 0 when there are some already. */
export async function seedCws(pool: Pool, today: string): Promise<number> {
  const {
    rows: [any],
  } = await pool.query('select 1 from cws_documents where synthetic limit 1');
  if (any) return 0;
  const [lists, offices, viewers] = await Promise.all([loadLists(pool), loadOffices(pool), cast(pool)]);
  const viewer = (login: string, code?: string): Viewer => {
    const one = viewers.get(login);
    if (!one) throw new Error(`no demo account ${login}`);
    const office = code === undefined ? undefined : offices.byCode(code);
    // No demo account stands at most RILOs: the administrator's lends its name.
    return office && office.id !== one.office.id
      ? { ...one, office: { ...one.office, ...office, riloId: office.kind === 'rilo' ? office.id : null } }
      : one;
  };
  const texts = await loadTexts();
  const counting = {
    lists,
    offices,
    texts,
    seizures: { words: indexWords(lists), context: { lists, offices, texts } } as unknown as Seizures,
    countFigures: countPublished({ lists, offices, seizures: { words: indexWords(lists) } }),
  };
  await inTransaction(pool, async client => {
    for (const sample of samples.toSorted((a, b) => b.days - a.days))
      await insertSample(
        {
          client,
          lists,
          offices,
          today,
          viewer,
          counted: (publisher, content) => completeSheet(client, publisher, counting, undefined, content),
        },
        sample,
      );
    await markRead(client);
  });
  return samples.length;
}

async function cast(pool: Pool): Promise<Map<string, Viewer>> {
  const { rows } = await pool.query<{ id: number; login: string }>(
    `select id, login_id as login from accounts where demo and login_id = any($1)`,
    [[...new Set(['wco.admin', ...samples.map(({ writer }) => writer)])]],
  );
  const found = await Promise.all(rows.map(async ({ id, login }) => [login, await viewerOfAccount(pool, id)] as const));
  return new Map(found.flatMap(([login, viewer]) => (viewer ? [[login, viewer]] : [])));
}

async function insertSample(stage: Stage, sample: SampleDocument): Promise<void> {
  const { client, viewer } = stage;
  const home = sample.publisher === undefined || sample.writer.endsWith('.ncp') ? undefined : sample.publisher;
  const writer = viewer(sample.writer, home);
  const { id, ref } = await insertDocument(client, writer, {
    kind: sample.kind,
    clientUuid: uuidOf(sample),
    regionId: regionOf(writer),
  });
  const typed = await typedFor(stage, sample);
  await openDraft(client, writer, id, typed);
  await client.query(
    'update cws_documents set synthetic = true, made_at = now() - make_interval(days => $2) where id = $1',
    [id, sample.days + 2],
  );
  await step(client, writer, id, 'begun', sample.days + 2);
  if (sample.waits !== undefined) return wait(stage, sample, id, writer);
  const publisher = sample.writer.endsWith('.ncp') ? viewer('wco.admin', sample.publisher) : writer;
  if (publisher !== writer) await step(client, writer, id, 'submitted', sample.days + 1);
  await publishAt(stage, publisher, sample, { id, ref, version: 0 }, sample.days, typed);
  if (sample.later)
    await publishAt(
      stage,
      publisher,
      sample,
      { id, ref, version: 1 },
      sample.later.days,
      { ...typed, ...sample.later.typed },
      sample.later.note,
      typed,
    );
  if (!sample.withdrawn) return;
  await setWithdrawn(client, id, sample.withdrawn.reason);
  await client.query('update cws_documents set withdrawn_at = now() - make_interval(days => $2) where id = $1', [
    id,
    sample.withdrawn.days,
  ]);
  await step(client, publisher, id, 'withdrawn', sample.withdrawn.days, 1, sample.withdrawn.reason);
}

type Typed = Readonly<Record<string, string>>;

async function publishAt(
  stage: Stage,
  publisher: Viewer,
  { kind, audience = 'world' }: SampleDocument,
  document: { id: number; ref: string; version: number },
  days: number,
  typed: Typed,
  note?: string,
  earlier?: Typed,
): Promise<void> {
  const { client, lists, today } = stage;
  const day = dayFrom(today, -days);
  const before = earlier && readContent(kinds[kind], earlier, lists, day).content;
  const read = readContent(kinds[kind], typed, lists, day, before);
  const { content, problems } =
    kind === 'sheet' && read.problems.length === 0 ? await stage.counted(publisher, read.content) : read;
  if (problems.length > 0) throw new Error(`a sample cannot be published: ${document.ref} ${JSON.stringify(problems)}`);
  const version = await insertVersion(client, publisher, document, {
    content,
    audience,
    changeNote: note,
    corrects: false,
  });
  await indexDocument(client, { ...document, kind }, content);
  await endDraft(client, document.id);
  await step(client, publisher, document.id, 'published', days, version, note);
  await client.query(
    `update cws_versions set published_at = now() - make_interval(days => $3, mins => ($1 % 400)::int) where
      document_id = $1 and version = $2`,
    [document.id, version, days],
  );
  await client.query(
    `
    update cws_documents d set published_at = v.published_at, first_published_at = (select min(published_at)
      from cws_versions where document_id = d.id)
    from cws_versions v where d.id = $1 and v.document_id = d.id and v.version = $2`,
    [document.id, version],
  );
}

/** What waits: a draft, at the desk, or sent back. */
async function wait(
  { client, viewer }: Stage,
  { waits, days, writer: login }: SampleDocument,
  id: number,
  writer: Viewer,
): Promise<void> {
  if (waits === 'draft' || waits === undefined) return;
  await step(client, writer, id, 'submitted', days);
  await setState(client, id, waits === 'submitted' ? 'submitted' : 'returned');
  if (waits !== 'submitted')
    await step(
      client,
      viewer('wco.admin', login.startsWith('ke.') ? 'RILO-ESA' : 'RILO-AP'),
      id,
      'returned',
      days - 1,
      undefined,
      waits.returned,
    );
}

/** Inputs with dates counted from today and the references of demo seizures there are. */
async function typedFor(
  { client, today }: Stage,
  { typed, validFor, embargoFor, cases = [], query, releasedAgo, days }: SampleDocument,
): Promise<Typed> {
  const { rows } = await client.query<{ ref: string }>(
    `
    select distinct s.ref from unnest($1::text[]) with ordinality as h(code, no) cross join lateral (
      select ref from seizures where headings @> array[h.code] and synthetic and status in ('submitted',
        'verified') and release = 'all' and embargo_until is null
      order by seizure_date desc, id desc offset h.no - 1 limit 1) s`,
    [cases],
  );
  const refs = rows.map(({ ref }) => ref);
  const named = Object.fromEntries(
    Object.entries(typed).map(([name, text]) => [name, text.replaceAll('{{case}}', refs[0] ?? 'KE-2026-000001')]),
  );
  return {
    ...named,
    ...(refs.length > 0 ? { cases: refs.join(', ') } : {}),
    ...(validFor === undefined ? {} : { validUntil: dayFrom(today, validFor) }),
    ...(embargoFor === undefined ? {} : { embargoUntil: dayFrom(today, embargoFor) }),
    ...(query === undefined ? {} : { query: query(dayFrom(today, -days - 364), dayFrom(today, -days)) }),
    ...(releasedAgo === undefined ? {} : { releasedOn: dayFrom(today, -releasedAgo) }),
  };
}

/** The cast has read what is older than a fortnight; some have acknowledged the urgent one. */
async function markRead(client: Client): Promise<void> {
  await client.query(`
    insert into cws_reads (account_id, document_id, version, read_at, first_read_at) select a.id, d.id, d.version,
      d.published_at + interval '1 day', d.published_at + interval '1 day'
    from cws_documents d, accounts a where d.version > 0 and d.published_at < now() - interval '14 days' and
      a.demo and a.level <> 'partner' on conflict do nothing`);
  await client.query(`
    insert into cws_reads (account_id, document_id, version, read_at, acknowledged_version, acknowledged_at)
    select a.id, d.id, d.version, now() - interval '1 day', d.version, now() - make_interval(hours => (3 + a.id
      % 20)::int) from cws_documents d, accounts a
    where d.urgent and d.state = 'published' and a.login_id in ('rilo.ap', 'vn.reader', 'wco.cenmat',
      'ke.limited', 'wco.admin2') on conflict do nothing`);
}

async function step(
  client: Client,
  { accountId }: Viewer,
  documentId: number,
  kind: string,
  days: number,
  version?: number,
  reason?: string,
): Promise<void> {
  await client.query(
    `
      insert into cws_steps (document_id, kind, account_id, at, version, reason) values ($1, $2, $3, now() -
      make_interval(days => $4), $5, $6)`,
    [documentId, kind, accountId, days, version ?? null, reason ?? null],
  );
}

function dayFrom(today: string, days: number): string {
  return addDays(today, days);
}

function uuidOf({ kind, typed }: SampleDocument): string {
  return uuidOfText(`${kind} ${typed['en.title'] ?? ''}${typed['fr.title'] ?? ''}`);
}
