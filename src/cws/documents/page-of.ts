import type { Viewer } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import { referencesIn } from '../../markup/index.ts';
import type { Words } from '../../reference/index.ts';
import type { CwsContext } from '../context.ts';
import { presentShownFiles } from '../files/presenter.ts';
import { shownFiles } from '../files/publication.ts';
import { shownFigures } from '../sheets/current-figures.ts';
import { hasFiles, withFiles, type FiledVersion } from '../sheets/presenter-files.ts';
import type { Content, CwsDocument } from './document.ts';
import { presentDocument } from './presenters/presenter.ts';
import { followedOf } from './references.ts';

/**
 * A version as its readers see it, with the links they may follow and the pictures they may see. Figures leave as files
 * of the `version` that is named.
 */
export async function pageOf(
  context: CwsContext,
  viewer: Viewer,
  page: { document: CwsDocument; content: Content; lang: Language; words: Words; version?: FiledVersion },
) {
  const { content, lang } = page;
  const text = content.texts[lang] ?? content.texts[content.original];
  const named = [...referencesIn(text?.body ?? ''), ...[content.fields.cases ?? []].flat()];
  const [links, files, figures] = await Promise.all([
    followedOf(context, viewer, named),
    shownFiles(context, page.document, content, lang),
    page.document.kind === 'sheet' ? figuresOf() : undefined,
  ]);
  return {
    ...presentDocument({ ...page, viewer, context, links, pictures: files.pictures }),
    ...presentShownFiles(files, page.words),
    figures,
  };

  async function figuresOf() {
    const { document, version } = page;
    const shown = await shownFigures(context, viewer, content, page.words.lang);
    const isFiled = version === 'copy' || (content.figures !== undefined && hasFiles(document));
    return shown && version !== undefined && isFiled ? withFiles(shown, document, version) : shown;
  }
}
export type DocumentPage = Awaited<ReturnType<typeof pageOf>>;
