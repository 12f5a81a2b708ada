import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import type { Language } from '../../i18n/index.ts';
import type { State } from '../documents/document.ts';
import { readableDocuments } from '../documents/scope.ts';

const likenesses = ['heading', 'route', 'countries', 'concealment', 'words'] as const;
type Likeness = (typeof likenesses)[number];

/** An alert that resembles a draft, with why. */
export interface SimilarAlert {
  readonly ref: string;
  readonly titles: Partial<Record<Language, { readonly title: string; readonly summary: string }>>;
  readonly state: State;
  readonly publishedAt: Date;
  readonly because: readonly Likeness[];
}

interface Draft {
  readonly ref: string | undefined;
  readonly headings: readonly string[];
  readonly route: readonly string[];
  readonly countries: readonly string[];
  readonly concealment: string;
  /** In English and in French. */
  readonly titles: readonly [string, string];
}

const maxFound = 5;

/**
 * Points: 2 for a heading in common, 3 for two countries of the route (else 1 for any country), 2 for the same
 * concealment, 1 for each word of the title up to 3. Three are needed, and not from countries and concealment alone.
 * Titles are compared by their stems in the search table.
 */
export async function findSimilar(
  on: Queryable,
  viewer: Viewer,
  { ref, headings, route, countries, concealment, titles }: Draft,
): Promise<SimilarAlert[]> {
  const scope = readableDocuments(viewer);
  const rows = await queryRows<Omit<SimilarAlert, 'because'> & Record<Likeness, number>>(
    on,
    sql`
        with typed as (select tsvector_to_array(to_tsvector('cen_en', ${titles[0]}) ||
          to_tsvector('cen_fr', ${titles[1]})) as stems),
        sought as (select stems,
          (select string_agg(quote_literal(stem) || ':A', ' | ') from unnest(stems) stem)::tsquery as query from typed),
      said as (
          select s.document_id as id,
            max(cardinality(array(select unnest(tsvector_to_array(ts_filter(s.words, '{a}'))) intersect
              select unnest(sought.stems)))) as stems
          from (select s.* from cws_search s, sought where s.kind = 'alert' and s.part = '' and s.words @@ sought.query
              order by ts_rank(s.words, sought.query) desc limit 400) s, sought
        group by 1),
      alike as (
        select d.ref, d.titles, d.state, d.published_at as "publishedAt",
            case when d.headings && ${[...headings]}::text[] then 2 else 0 end as heading,
            case when (select count(*)
                from jsonb_array_elements_text(case jsonb_typeof(d.facts->'route') when 'array' then d.facts->'route'
              else '[]' end) stop where stop = any(${[...route]}::text[])) >= 2 then 3 else 0 end as route,
            case when d.countries && ${[...countries]}::text[] then 1 else 0 end as countries,
            case when ${concealment}::text <> ''
            and d.facts->>'concealment' = ${concealment} then 2 else 0 end as concealment,
          least(3, coalesce(said.stems, 0)) as words
        from cws_documents d left join said on said.id = d.id
          where d.kind = 'alert' and d.version > 0 and d.published_at > now() - interval '12 months'
            and d.ref <> ${ref ?? ''} and ${scope}
        order by d.published_at desc limit 5000)
        select * from alike where (heading > 0 or route > 0 or words > 1)
          and heading + greatest(route, countries) + concealment + words >= 3
        order by heading + greatest(route, countries) + concealment + words desc, "publishedAt" desc limit ${maxFound}`,
  );
  return rows.map(({ ref: found, titles: of, state, publishedAt, ...points }) => ({
    ref: found,
    titles: of,
    state,
    publishedAt,
    because: likenesses.filter(one => points[one] > 0 && !(one === 'countries' && points.route > 0)),
  }));
}
