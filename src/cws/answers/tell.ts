import type { CwsContext } from '../context.ts';
import type { CwsDocument } from '../documents/document.ts';

/** Office that answers for an alert: the RILO of its region, else the Secretariat. */
export function issuerOf(
  { offices }: Pick<CwsContext, 'offices'>,
  { regionId }: Pick<CwsDocument, 'regionId'>,
): number {
  return regionId ?? offices.all.find(({ kind }) => kind === 'secretariat')?.id ?? -1;
}
