import { noteRead } from '../../audit/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { join, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { Lists } from '../../reference/index.ts';
import type { Language } from '../../i18n/index.ts';
import { readableDocuments } from '../documents/scope.ts';
import { bareNumber } from './exact.ts';
import { firstWord, wordsQuery } from './search-words.ts';

interface CwsSearch {
  readonly q: string;
  readonly lang: Language;
  /** What words are called is read from the lists. */
  readonly lists: Lists;
  /** Kinds looked among; all when empty. */
  readonly kinds?: readonly string[];
  readonly heading?: string;
  /** Narrows reference pages to a branch of the tree, and product sheets to its lists. */
  readonly branch?: { readonly code: string; readonly lists: readonly string[] };
  /** How many results come before the page. */
  readonly after?: number;
  readonly size?: number;
  readonly isCounted?: boolean;
}

/** A piece of a text; `hit` where it was looked for. */
interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

export interface Found {
  readonly kind: string;
  readonly key: string;
  readonly href: string;
  readonly title: string;
  /** Language of the words found. */
  readonly lang: Language;
  readonly pieces: readonly Piece[];
  /** File of the document the words were found in. */
  readonly file: { readonly title: string; readonly href: string } | undefined;
  readonly isExact: boolean;
  readonly publishedAt: string | null;
  readonly validUntil: string | null;
  readonly isWithdrawn: boolean;
  /** Its newest version corrects an earlier one. */
  readonly isCorrected: boolean;
  readonly headings: readonly string[];
}

export interface Results {
  readonly rows: readonly Found[];
  readonly more: boolean;
  /** How many documents, sheets and links of each kind hold the words; `isComplete` where all were looked at. */
  readonly kinds: { readonly counts: ReadonlyMap<string, number>; readonly isComplete: boolean };
}
const nothing: Results = { rows: [], more: false, kinds: { counts: new Map(), isComplete: true } };

/**
 * Rows ranked at most, by words of their title and of their text, and counted by their kind; a word found in more of
 * them says too little to be ranked by.
 */
const [maxTitles, maxTexts, maxCounted] = [200, 300, 2000];
/** Results one may page through. */
export const maxShown = 200;
const [open, close] = ['\ue000', '\ue001'];
/**
 * The words, read once. As a value of the statement's own they are not weighed: PostgreSQL takes reading a text vector
 * for as cheap as a number, and of a common word would read the table row by row instead of beginning with their index.
 */
const sought = sql`(select q from sought)`;

/**
 * What of the CEN website holds the words and may be read by this viewer, best first: exact numbers, then words of
 * titles, then of texts and of files, alerts in force before all else and what is withdrawn after it; each document,
 * sheet or link once. Where kinds are counted, those of all kinds are. The search is noted in the trail: one statement.
 */
export async function searchCws(on: Queryable, viewer: Viewer, search: CwsSearch): Promise<Results> {
  const { q, lang, lists, kinds = [], branch, after = 0, size = 20, isCounted = false } = search;
  const words = wordsQuery(q, lists);
  if (!words) return nothing;
  const isOfAll = isCounted && kinds.length === 0 && branch === undefined;
  const noted = noteRead(viewer, { action: 'document.listed', detail: { q, ...(kinds.length > 0 ? { kinds } : {}) } });
  const rows = await queryRows<Row>(
    on,
    sql`
      with noted as (${noted}), sought as materialized (select ${words} as q),
      looked as materialized (${isCounted ? lookedAt(viewer, search) : sql`select 1 limit 0`}),
      found as (${matchOf(viewer, search, isOfAll)}),
      best as (select distinct on (kind, key) * from found order by kind, key, exact desc, score desc),
      page as (select * from best order by exact desc, tier desc, score desc, id desc
        limit ${size + 1} offset ${after})
      select (select count(*)::int from looked) as looked, ${isCounted ? countedKinds : sql`null`} as counts, p.*
      from (select 1) one left join lateral (
        select p.kind, p.key, p.part, p.lang, p.exact as "isExact", p.headings, coalesce(o.title, s.title) as title,
          coalesce(o.href, s.href) as href, s.title as "fileTitle", s.href as "fileHref",
          d.published_at as "publishedAt", coalesce(d.state = 'withdrawn', false) as "isWithdrawn",
          coalesce(d.corrected_at = d.published_at, false) as "isCorrected",
          to_char(d.valid_until, 'YYYY-MM-DD') as "validUntil",
          ts_headline(case p.lang when 'fr' then 'cen_fr'::regconfig else 'cen_en'::regconfig end,
            substring(s.body from greatest(1, strpos(lower(s.body), ${firstWord(q)}) - 160) for 600), ${sought},
            ${`StartSel=${open}, StopSel=${close}, MaxWords=30, MinWords=12, MaxFragments=1`}) as snippet
        from page p join cws_search s on s.id = p.id
          left join cws_search o on o.kind = p.kind and o.key = p.key and o.part = '' and o.lang = ${lang}
          left join cws_documents d on d.id = p.document_id
        order by p.exact desc, p.tier desc, p.score desc, p.id desc) p on true`,
  );
  const found = rows.filter(({ kind }) => kind !== null);
  return {
    rows: found.slice(0, size).map(toFound),
    more: found.length > size && after + size < maxShown,
    kinds: { counts: new Map(Object.entries(rows[0]?.counts ?? {})), isComplete: (rows[0]?.looked ?? 0) < maxCounted },
  };
}

/** The first rows of any kind that hold the words or the number. */
function lookedAt(viewer: Viewer, { heading = '', q }: CwsSearch): Sql {
  return sql`
    select s.id, s.kind, s.key ${from} where (s.words @@ ${sought} or s.exact && ${numbersOf(q)}::text[])
      and ${whereOf(viewer, { heading })} limit ${maxCounted}`;
}

const countedKinds = sql`
  (select json_object_agg(kind, n) from (select kind, count(distinct key)::int as n from looked group by kind) c)`;

interface Row {
  readonly looked: number;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly kind: string;
  readonly key: string;
  readonly part: string;
  readonly lang: Language;
  readonly isExact: boolean;
  readonly headings: readonly string[];
  readonly title: string;
  readonly href: string;
  readonly fileTitle: string;
  readonly fileHref: string;
  readonly publishedAt: Date | null;
  readonly validUntil: string | null;
  readonly isWithdrawn: boolean;
  readonly isCorrected: boolean;
  readonly snippet: string;
}

const inForce = sql`d.state = 'published' and (d.valid_until is null or d.valid_until >= current_date)`;

const from = sql`from cws_search s left join cws_documents d on d.id = s.document_id`;

/**
 * Rows with their score: those of an exact number, those with the words in their title, then in their text, which were
 * `looked` at where all kinds are counted.
 */
function matchOf(viewer: Viewer, search: CwsSearch, isOfAll: boolean): Sql {
  const where = whereOf(viewer, search);
  const columns = sql`
    s.id, s.kind, s.key, s.part, s.lang, s.document_id,
    case when s.document_id is null then s.headings else d.headings end as headings,
    case when d.state = 'withdrawn' then 0 when d.kind = 'alert' and ${inForce} then 2 else 1 end as tier`;
  // The reader's own language wins among equals.
  const score = sql`ts_rank(s.words, ${sought}, 1) * case s.lang when ${search.lang} then 1.1 else 1 end as score`;
  const texts = isOfAll
    ? sql`${from} where s.id in (select id from looked limit ${maxTexts})`
    : sql`${from} where s.words @@ ${sought} and ${where} limit ${maxTexts}`;
  return sql`
    (select ${columns}, true as exact, case s.lang when ${search.lang} then 2 else 1 end::float4 as score
      ${from} where s.exact && ${numbersOf(search.q)}::text[] and ${where} limit 200)
    union all
    (select ${columns}, false as exact, ${score}
      ${from} where s.title_words @@ ${sought} and ${where} limit ${maxTitles})
    union all
    (select ${columns}, false as exact, ${score} ${texts})`;
}

function whereOf(
  viewer: Viewer,
  { kinds = [], heading, branch }: Pick<CwsSearch, 'kinds' | 'heading' | 'branch'>,
): Sql {
  const scope = readableDocuments(viewer);
  // Withdrawn documents stay readable, and are found, marked: who looks for one wants to know what became of it.
  const parts: Sql[] = [sql`(s.document_id is null or ${scope})`];
  if (kinds.length > 0) parts.push(sql`s.kind = any(${[...kinds]}::text[])`);
  if (heading !== undefined && heading !== '')
    parts.push(sql`case when s.document_id is null then s.headings else d.headings end @> array[${heading}]`);
  if (branch)
    parts.push(
      sql`
        (d.facts->>'branch' = ${branch.code}
          or s.kind = 'product' and split_part(s.key, '/', 1) = any(${[...branch.lists]}::text[]))`,
    );
  return join(parts, ' and ');
}

function numbersOf(q: string): string[] {
  const bare = bareNumber(q);
  return bare.length > 1 ? [bare] : [];
}

function toFound({ part, fileTitle, fileHref, snippet, publishedAt, looked: _, counts: _all, ...row }: Row): Found {
  return {
    ...row,
    publishedAt: publishedAt?.toISOString() ?? null,
    file: part === '' ? undefined : { title: fileTitle, href: fileHref },
    pieces: piecesOf(snippet),
  };
}

function piecesOf(snippet: string): Piece[] {
  return snippet
    .split(/[\ue000\ue001]/u)
    .map((text, at) => ({ text, hit: at % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
