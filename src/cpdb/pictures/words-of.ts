import type { Client } from '../../db/pool.ts';
import { languages } from '../../i18n/index.ts';
import type { Lists } from '../../reference/index.ts';
import { productList } from '../../seizures/index.ts';
import type { Facts, Picture } from './picture.ts';

/** Makes a picture found by its captions and by the names of its codes, in both languages: nobody says in which one searches. */
export async function indexPicture(
  client: Client,
  lists: Lists,
  { id, ref }: Pick<Picture, 'id' | 'ref'>,
  facts: Facts,
): Promise<void> {
  const [en, fr] = languages.map(lang => {
    const names = [
      ['heading', facts.heading],
      ['concealment', facts.concealment],
      ['transport', facts.transport],
      ['detection', facts.detection ?? ''],
      [productList(facts.heading), facts.product ?? ''],
      ['country', facts.country],
    ].map(([list = '', code = '']) => (code === '' ? '' : lists.name(list, code, lang)));
    return names.filter(name => name !== '').join(' \n ');
  });
  const { captions } = facts;
  await client.query(
    `
    update cpdb_pictures set words = setweight(to_tsvector('cen_en', $2), 'A') || setweight(to_tsvector('cen_fr', $3), 'A')
      || setweight(to_tsvector('simple', $4), 'A') || to_tsvector('cen_en', $5) || to_tsvector('cen_fr', $6) where id = $1`,
    [id, captions.en ?? '', captions.fr ?? '', ref, en, fr],
  );
}
