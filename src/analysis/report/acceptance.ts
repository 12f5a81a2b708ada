import type { Viewer } from '../../access/index.ts';
import { tellsSmall } from './figures/check.ts';
import { unknownKeys, type SectionNumber } from './numbers.ts';
import { isSecondReader } from './permissions.ts';
import type { CaseStudy } from './store-cases.ts';
import type { ReportRow, SectionRow } from './store-reports.ts';

export const conditionKeys = [
  'frozen',
  'small',
  'pictures',
  'english',
  'numbers',
  'french',
  'notes',
  'reader',
] as const;

/** What must be true before a section is accepted, each with whether it is. */
export interface Condition {
  readonly key: (typeof conditionKeys)[number];
  readonly isMet: boolean;
}

interface Looked {
  readonly report: Pick<ReportRow, 'printed'>;
  readonly section: SectionRow;
  /** Of this section. */
  readonly cases: readonly CaseStudy[];
  readonly numbers: readonly SectionNumber[];
}

/** Pure. */
export function conditionsOf(viewer: Viewer, { report, section, cases, numbers }: Looked): Condition[] {
  const printed = report.printed?.sections.find(({ code }) => code === section.key);
  const { titleEn, textEn, titleFr, textFr, draft, frenchFollows } = section;
  // A year without a case needs no text.
  const needsText = printed?.cases.now !== 0;
  const met: Readonly<Record<Condition['key'], boolean>> = {
    frozen: printed !== undefined,
    small: printed !== undefined && report.printed !== null && !tellsSmall(printed, report.printed),
    pictures: cases.every(({ isReleased }) => isReleased),
    english: !needsText || (titleEn !== '' && textEn !== ''),
    numbers: unknownKeys(`${titleEn}\n\n${textEn}\n\n${titleFr}\n\n${textFr}`, numbers).length === 0,
    french: !needsText || (titleFr !== '' && textFr !== '' && frenchFollows === draft),
    notes: section.openNotes === 0,
    reader: isSecondReader(viewer, section),
  };
  return conditionKeys.map(key => ({ key, isMet: met[key] }));
}
