import type { HeaderChoice } from '../rows/header.ts';
import { fold } from '../words/words.ts';
import type { SheetLayout, SheetRow } from '../../../spreadsheets/workbook.ts';

/** A sheet's first rows and the header found among them. */
export interface LookedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly layout: SheetLayout;
  readonly rows: readonly SheetRow[];
  readonly found: HeaderChoice;
}

/** One text for all sheets of one header; '' without one. */
export function shapeOf({ found }: LookedSheet): string {
  return found.line === 0 ? '' : found.names.map(fold).join('|');
}
