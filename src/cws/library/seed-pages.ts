import { uuidOfText } from '../../crypto/uuid-of-text.ts';
import type { Client, Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { textPrint } from '../documents/editing/content.ts';
import type { Content } from '../documents/document.ts';
import { indexDocument } from '../documents/store-words.ts';
import { insertDocument, insertStep, insertVersion, type Author } from '../documents/store-change.ts';
import { seedPages, type SeedPage } from './seed-files.ts';
import { getSecretariat, listSeeds, lockSeeds, saveSeed, type LoadedSeed } from './store-seed.ts';

/**
 * Publishes the reference pages that come with the portal, in the Secretariat's name and by no account: the history of
 * the page tells of it, not the trail, which is of people. Run again it changes nothing; a page whose file changed gets
 * a new version, unless someone revised, opened or withdrew it: then it is theirs. Needs the offices. Returns how many
 * versions were written.
 */
export async function loadReferencePages(pool: Pool, pages: readonly SeedPage[] = seedPages()): Promise<number> {
  return inTransaction(pool, async client => {
    await lockSeeds(client);
    const known = new Map((await listSeeds(client)).map(one => [one.key, one]));
    const office = await getSecretariat(client);
    let written = 0;
    const refs = new Map([...known.values()].map(({ key, ref }) => [key, ref]));
    for (const page of pages) {
      const before = known.get(page.key);
      if (before?.print === page.print) continue;
      const ref = await savePage(client, { accountId: null, office }, page, before, refs.get(page.parent) ?? '');
      refs.set(page.key, ref);
      if (!before || before.isUntouched) written += 1;
    }
    return written;
  });
}

async function savePage(
  client: Client,
  author: Author,
  page: SeedPage,
  before: LoadedSeed | undefined,
  parent: string,
): Promise<string> {
  const { id, ref } = before
    ? { id: before.documentId, ref: before.ref }
    : await insertDocument(client, author, { kind: 'page', clientUuid: uuidOf(page.key), regionId: null });
  if (before && !before.isUntouched) {
    await saveSeed(client, page, id, before.version);
    return ref;
  }
  const content = finished(page.content, parent);
  const version = await insertVersion(
    client,
    author,
    { id, version: before?.version ?? 0 },
    { content, audience: 'world', changeNote: undefined, corrects: false },
  );
  await indexDocument(client, { id, ref, kind: 'page' }, content);
  await insertStep(client, author, id, { kind: 'published', version });
  await saveSeed(client, page, id, version);
  return ref;
}

/** The French text is the translation of the English one it came with. */
function finished({ original, texts, fields, files }: Content, parent: string): Content {
  const { en, fr } = texts;
  return {
    original,
    texts: { ...(en ? { en } : {}), ...(en && fr ? { fr: { ...fr, basis: textPrint(en) } } : {}) },
    fields: { ...fields, parent },
    files,
  };
}

/** The same page has the same number everywhere, so that it is begun once. */
function uuidOf(key: string): string {
  return uuidOfText(`reference page ${key}`);
}
