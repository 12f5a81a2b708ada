import { alert } from './alert.ts';
import type { Kind, KindCode } from './kind.ts';
import { bulletin, presentation, report } from './of-rilo.ts';
import { page } from './page.ts';
import { release } from './release.ts';
import { sheet } from './sheet.ts';

export { kindCodes } from './kind.ts';
export type { Field, Kind, KindCode, TextField } from './kind.ts';

/** Every kind of document, by its code. */
export const kinds: Readonly<Record<KindCode, Kind>> = { alert, sheet, page, bulletin, report, presentation, release };

const byPrefix: ReadonlyMap<string, Kind> = new Map(Object.values(kinds).map(kind => [kind.prefix, kind]));

const reference = /^([A-Z]{4,8})-\d{4}-\d{4,7}$/;

/** The kind a reference such as ALERT-2026-0001 names, if it has the shape of one. */
export function kindOfRef(ref: string): Kind | undefined {
  const prefix = reference.exec(ref)?.[1];
  return prefix === undefined ? undefined : byPrefix.get(prefix);
}

/** Where a document is read. */
export function addressOfRef(ref: string): string | undefined {
  const kind = kindOfRef(ref);
  return kind && `${kind.base}/${ref}`;
}
