import type { Client } from '../../db/pool.ts';
import { execute, sql } from '../../db/sql.ts';
import { languages } from '../../i18n/index.ts';
import type { Lists } from '../../reference/index.ts';
import { productList } from '../../seizures/index.ts';
import type { Facts, Picture } from './picture.ts';

/**
 * Makes a picture found by its captions and by the names of its codes, in both languages: nobody says in which one
 * searches.
 */
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
  await execute(
    client,
    sql`
      update cpdb_pictures set words = setweight(to_tsvector('cen_en', ${captions.en ?? ''}), 'A') ||
        setweight(to_tsvector('cen_fr', ${captions.fr ?? ''}), 'A')
        || setweight(to_tsvector('simple', ${ref}), 'A') || to_tsvector('cen_en', ${en}) || to_tsvector('cen_fr', ${fr})
        where id = ${id}`,
  );
}
