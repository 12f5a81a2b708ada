import type { Viewer } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import { freeze, sheetFigures, type FiguresContext } from './figures.ts';
import { readFrozen, type Frozen } from './snapshot.ts';
import { presentFigures, type FiguresView } from './presenter-figures.ts';

/**
 * The figures a sheet shows: those of its published version, or of a working copy what it would be published with now.
 * Undefined for a copy whose query cannot be drawn yet: its problem stands in the form.
 */
export async function shownFigures(
  context: FiguresContext,
  viewer: Viewer,
  { figures, fields }: { readonly figures?: unknown; readonly fields: Readonly<Record<string, unknown>> },
  lang: Language,
): Promise<FiguresView | undefined> {
  const sheets = sheetFigures(context);
  const frozen = figures === undefined ? await countNow() : readFrozen(figures);
  return frozen && presentFigures(frozen, lang, viewer, sheets);

  async function countNow(): Promise<Frozen | undefined> {
    const typed = typeof fields.query === 'string' ? fields.query : '';
    const outcome = await freeze(context.seizures.context.figures, viewer, typed, sheets);
    return 'frozen' in outcome ? outcome.frozen : undefined;
  }
}
