import { buffer } from 'node:stream/consumers';
import { jpegOf } from '../../../files/watermark/draw.ts';
import type { AnalysisContext } from '../../context.ts';
import type { CaseStudy } from '../store-cases.ts';
import type { Composed } from './chapter.ts';

/**
 * The pictures of case studies as a PDF holds them: small, as the gallery lists them, since the one file is for many
 * and names nobody. Of a case that is not released none is read.
 */
export async function readPhotos(
  { files }: Pick<AnalysisContext, 'files'>,
  cases: readonly CaseStudy[],
): Promise<Composed['photos']> {
  const photos = new Map();
  for (const { id, image, isReleased } of cases) {
    const card = image?.derivatives.find(({ size, kind }) => size === 'card' && kind === 'webp');
    if (!isReleased || !card) continue;
    const bytes = await jpegOf(await buffer(await files.get(card.storedId)));
    photos.set(id, { bytes, width: card.width, height: card.height });
  }
  return photos;
}
