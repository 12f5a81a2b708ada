import type { Pool } from '../src/db/pool.ts';
import { drawnWords, list } from './drawn-words.ts';

/** What the website holds in the bench: alerts, pages with text in both languages, and accounts that are told of it. */
export const sizes = { alerts: 5000, documents: 20_000, readers: 5000 };

const headings = ['DRUG', 'CITES', 'TOB', 'IPR', 'HAZ', 'ODS'];
const words =
  `container pallet cashew scales ivory timber tablets powder cylinder invoice courier parcel airport terminal
  trailer weight declared concealed lining bottom reefer seal manifest transit bonded refrigerant licence shipment
  vessel label carton cigarette counterfeit perfume medicine laboratory sample precursor document customs officer
  region corridor harbour rail truck fuel tank tyre spare engine furniture`.split(/\s+/);

const say = drawnWords(words);

/** What is searched for: common words, rarer ones, both together. */
export const searches = [
  'cashew',
  'scales ivory',
  'pallet',
  'tablets powderab',
  'cylinder invoiceb',
  'containera',
  'reefer sealbe',
  'weight -declared',
  'corridor OR harbour',
  'tyredd',
];

/** Fills the website once, set by set. Answers false where it was filled before. */
export async function fillWebsite(pool: Pool): Promise<boolean> {
  const {
    rows: [there],
  } = await pool.query<{ n: number }>("select count(*)::int as n from cws_documents where ref like '%-2025-______'");
  if ((there?.n ?? 0) >= sizes.alerts + sizes.documents) return false;
  await pool.query(documents('alert', 'ALERT', sizes.alerts));
  for (const [kind, prefix, share] of [
    ['page', 'PAGE', 0.5],
    ['bulletin', 'BULLETIN', 0.2],
    ['sheet', 'SHEET', 0.15],
    ['release', 'MEDIA', 0.15],
  ] as const) {
    await pool.query(documents(kind, prefix, Math.round(sizes.documents * share)));
  }
  await pool.query(texts);
  await pool.query(reads);
  await pool.query(readers);
  await pool.query('vacuum analyze');
  return true;
}

function documents(kind: string, prefix: string, count: number): string {
  return `
    insert into cws_documents (kind, ref, client_uuid, office_id, region_id, made_by, state, version, audience,
      publisher_id, published_at, first_published_at, embargo_until,
      valid_until, urgent, headings, countries, titles, facts, synthetic)
    select '${kind}', '${prefix}-2025-' || lpad(n::text, 6, '0'), gen_random_uuid(), o.id, rilo_on(o.country,
      current_date), (select min(id) from accounts),
      case when n % 50 = 0 then 'withdrawn' else 'published' end, 1, case when n % 3 = 0 then 'region' else
        'world' end, o.id, at, at,
      case when n % 97 = 0 then at + interval '3 days' end, case when '${kind}' = 'alert' then (at + interval
        '3 years')::date end, '${kind}' = 'alert' and n % 400 = 7,
      array[${list(headings)}[1 + n % ${headings.length}]], array[o.country::text],
      jsonb_build_object('en', jsonb_build_object('title', title, 'summary', summary), 'fr',
        jsonb_build_object('title', 'Avis ' || title, 'summary', summary)), '{}', true
    from generate_series(1, ${count}) n
      cross join lateral (select now() - interval '1 hour' - n * interval
        '${Math.round((5 * 365 * 24 * 60) / count)} minutes' as at, ${say(`'${kind}t' || n || '-'`, 6)} as
        title, ${say(`'${kind}s' || n || '-'`, 18)} as summary) made
      join lateral (select id, country from offices where kind = 'administration' order by id offset n % 180
        limit 1) o on true
    on conflict (ref) do nothing`;
}

const texts = `
  insert into cws_search (kind, key, lang, document_id, href, title, body, headings)
  select d.kind, d.ref, l.lang, d.id, '/cws/' || d.ref, d.titles->l.lang->>'title', d.ref || ' ' ||
    (d.titles->l.lang->>'summary') || ' ' || ${say('d.ref || l.lang', 180)}, d.headings
  from cws_documents d, (values ('en'), ('fr')) l(lang) where d.ref like '%-2025-______' on conflict do nothing`;

const reads = `
  insert into cws_reads (account_id, document_id, version) select a.id, d.id, 1 from cws_documents d, accounts a
  where a.login_id = 'ke.ncp' and d.ref like 'ALERT-2025-______' and d.id % 2 = 0 on conflict do nothing`;

const readers = `
  with made as (
    insert into accounts (login_id, password_hash, office_id, level, lang, email, demo)
    select 'bench.' || n, 'none', o.id, (array['limited', 'read_only', 'unlimited'])[1 + n % 3], (array['en',
      'fr'])[1 + n % 2], 'bench.' || n || '@customs.example', true
    from generate_series(1, ${sizes.readers}) n join lateral (select id from offices where kind =
      'administration' order by id offset n % 180 limit 1) o on true
    on conflict (login_id) do nothing returning id)
  insert into cws_subscriptions (account_id, rhythm, hour, headings, countries, since)
  select id, 'daily', 0, case id % 3 when 0 then '{}'::text[] else array[${list(headings)}[1 + id %
    ${headings.length}]] end,
    case id % 4 when 0 then array['KE', 'TZ', 'FR', 'DE'] else '{}'::text[] end, now() - interval '40 days' from
      made`;
