import type { Viewer } from '../../access/index.ts';
import { readContent } from '../documents/editing/content.ts';
import type { Typed } from '../documents/editing/store-drafts.ts';
import { kinds } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';
import { findSimilar, type SimilarAlert } from './store-similar.ts';
import { today } from '../../text/plain-date.ts';

/**
 * The alerts of the last 12 months this viewer may read that a draft resembles most. Nothing for a draft that says
 * nothing yet.
 */
export async function listSimilar(
  { lists, pool }: Pick<CwsContext, 'lists' | 'pool'>,
  viewer: Viewer,
  ref: string | undefined,
  typed: Typed,
): Promise<SimilarAlert[]> {
  const { fields, texts } = readContent(kinds.alert, typed, lists, today()).content;
  const many = (name: string): string[] => [fields[name] ?? []].flat().filter(Boolean);
  const draft = {
    ref,
    headings: many('headings'),
    route: many('route'),
    countries: [...new Set([...many('countries'), ...many('route')])],
    concealment: String(fields.concealment ?? ''),
    titles: [texts.en?.title ?? '', texts.fr?.title ?? ''] as const,
  };
  const isBlank =
    draft.headings.length + draft.countries.length === 0 && draft.titles.every(title => title.trim() === '');
  return isBlank ? [] : findSimilar(pool, viewer, draft);
}
