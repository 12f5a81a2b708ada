import type { Pool } from '../src/db/pool.ts';
import { loadLists, loadOffices, type Lists } from '../src/reference/index.ts';
import { productList, takesPictures } from '../src/seizures/index.ts';
import { drawnWords, list } from './drawn-words.ts';

/** Published hiding places; three in ten are a pair, so that there are more hashes than the target names. */
const usual = 100_000;

const words =
  `blocks behind a false front wall fuel tank with welded inner box suitcase double bottom tyre packets vulcanised
  inside spare hollow log tusks cartons cover load press roller emptied refilled coach seat bank notes platform
  sole cavities cylinder two chambers catalogue tablets wheel lorry engine bay battery toolbox reefer unit lining
  panel door parcel label toy garment hem coffee bags timber stack pallet drum powder liquid bottle`.split(/\s+/);
const mots = `blocs derrière fausse cloison réservoir boîte soudée valise double fond pneu paquets bûche creuse défenses
  cartons siège billets semelle bouteille catalogue comprimés roue camion moteur batterie colis jouet ourlet café
  bois palette fût poudre liquide panneau porte`.split(/\s+/);

/** A number of a row that is the same in every run. */
const drawn = (seed: string): string => `((hashtext('${seed}' || n) & 1048575) / 1048576.0::float8)`;
/** One of a list by its number; the first ones are the common ones, as with all that is counted. */
const oneOf = (texts: readonly string[], seed: string): string =>
  `${list(texts)}[1 + floor(${texts.length} * power(${drawn(seed)}, 2))::int]`;
const [say, dire] = [drawnWords(words), drawnWords(mots)];

/** Fills the picture database once, set by set; no file is stored. Answers false where it was filled before. */
export async function fillPictures(pool: Pool, count = usual): Promise<boolean> {
  const {
    rows: [there],
  } = await pool.query<{ n: number }>(`select count(*)::int as n from cpdb_pictures where state = 'published'`);
  if ((there?.n ?? 0) >= count) return false;
  const [lists, offices] = await Promise.all([loadLists(pool), loadOffices(pool)]);
  const rilos = offices.all.filter(({ kind }) => kind === 'rilo').map(({ id }) => id);
  await pool.query(pictures(lists, rilos, count));
  await pool.query(images);
  await pool.query(covers);
  await pool.query(hashes);
  await pool.query('vacuum analyze');
  return true;
}

function pictures(lists: Lists, rilos: readonly number[], count: number): string {
  const codes = (name: string): string[] => lists.all(name).map(({ code }) => code);
  const headings = codes('heading').filter(takesPictures);
  const products = headings
    .map(heading => `when '${heading}' then ${oneOf(codes(productList(heading)).slice(0, 60), 'product')}`)
    .join(' ');
  return `
    insert into cpdb_pictures (client_uuid, office_id, region_id, made_by, state, country, seized_on, heading,
      product, concealment, transport, detection, captions, published_at, words, shows, synthetic)
    select gen_random_uuid(), o.id, (array[${rilos.join(',')}])[1 + n % ${rilos.length}], (select min(id) from
      accounts), 'published', o.country, at::date - 20, heading,
      case heading ${products} end, concealment, transport, ${oneOf(codes('detection'), 'detection')},
        jsonb_build_object('en', en, 'fr', fr), at,
      setweight(to_tsvector('cen_en', en), 'A') || setweight(to_tsvector('cen_fr', fr), 'A') ||
        to_tsvector('cen_en', p.name_en || ' ' || c.name_en) || to_tsvector('cen_fr', p.name_fr || ' ' ||
        c.name_fr), 'photo', true
    from generate_series(1, ${count}) n
      cross join lateral (select now() - interval '1 hour' - n * interval '50 minutes' as at,
        ${oneOf(headings, 'heading')} as heading, ${oneOf(codes('concealment'), 'place')} as concealment,
        ${oneOf(codes('transport'), 'transport')} as transport, ${say("'en' || n || '-'", 7)} as en,
          ${dire("'fr' || n || '-'", 7)} as fr) made
      join reference_codes p on p.kind = 'concealment' and p.code = concealment join reference_codes c on c.kind
        = 'transport' and c.code = transport
      join lateral (select id, country from offices where kind = 'administration' order by id offset n % 180
        limit 1) o on true`;
}

/** Six in ten are a photo, three a photo with its X-ray, one an X-ray. */
const images = `
  insert into cpdb_images (picture_id, role, place, pair, client_key, name, kind, size, sha256, stored_id,
    state, width, height, derivatives)
  select id, role, place, 1, role, role || '.jpg', 'jpeg', 2000000, md5(role || id), md5(role || id), 'ready',
    4000, 3000,
    '[{"size": "thumbnail", "kind": "avif", "bytes": 9000}, {"size": "card", "kind": "avif", "bytes": 40000},
      {"size": "card", "kind": "webp", "bytes": 50000}, {"size": "screen", "kind": "webp", "bytes": 180000}]'
  from cpdb_pictures p, (values ('photo', 1), ('xray', 2)) r(role, place) where case id % 10 when 0 then role =
    'xray' when 1 then true when 2 then true when 3 then true else role = 'photo' end`;

const covers = `
  update cpdb_pictures p set images = i.n, shows = case when i.n = 2 then 'pair' when i.cover ? 'photo' then
    'photo' else 'xray' end, cover = i.cover
  from (select picture_id, count(*)::int as n, jsonb_object_agg(role, jsonb_build_object('id', id, 'width',
    width, 'height', height)) as cover from cpdb_images group by 1) i where i.picture_id = p.id`;

/** Hashes far from each other, but that one in eight is of a scene others show too, up to nine bits away. */
const hashes = `
  insert into cpdb_hashes (image_id, picture_id, hash)
  select id, picture_id, ('x' || left(md5('scene ' || case when picture_id % 8 = 0 then role || picture_id %
    4000 else role || picture_id end), 16))::bit(64)
    # (case when picture_id % 8 = 0 then (1::bigint << (picture_id % 61)::int) | (1::bigint <<
      (hashtext(id::text) & 63)) | (7::bigint << (hashtext(role || id) & 31)) else 0 end)::bit(64)
  from cpdb_images`;
