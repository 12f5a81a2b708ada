import type { LineContext } from './heading.ts';

/**
 * CITES appendix of a taxon on the date of seizure: 'I', 'II', 'III', 'I/II' or 'none'; undefined where the lists do
 * not know.
 */
export function appendixOn(taxon: string, context: LineContext): string | undefined {
  const listing = context.lookUp('cites_listing', taxon) ?? context.lookUp('cites_species', taxon);
  const appendix = listing?.details.appendix;
  if (appendix === undefined || appendix === '') return undefined;
  return appendix === 'NC' ? 'none' : appendix;
}
