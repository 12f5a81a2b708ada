import { formatsOf } from '../../coverage/presenter-coverage.ts';
import { valueName } from '../../cells/presenter-values.ts';
import type { PrintedRow, PrintedSection } from '../figures/figures.ts';
import { barOf, countText, type Drawing } from './figure.ts';

/** Ways of detection that the text names. */
const most = 4;

/** How the cases of a section were found, in sentences made from its figures; none where that is not told. */
export function foundText(section: PrintedSection, drawing: Drawing): string {
  const { names } = drawing;
  const { share } = formatsOf(names);
  const rows = section.by.detection ?? [];
  const whole = section.cases.now;
  const told = rows
    .filter(({ value, cases }) => value !== null && value !== 'others' && barOf(cases.now) > 0)
    .toSorted((a, b) => barOf(b.cases.now) - barOf(a.cases.now))
    .slice(0, most);
  if (typeof whole !== 'number' || told.length === 0) return '';
  const shareOf = ({ cases }: PrintedRow): string => share(barOf(cases.now), whole);
  const ways = told.map(row =>
    names.text('report:found.way', {
      share: shareOf(row),
      name: lowerFirst(valueName('detection', row.value, drawing)),
    }),
  );
  const unstated = rows.find(({ value }) => value === null);
  return [
    names.text('report:found.ways', {
      cases: countText(whole, names),
      ways: new Intl.ListFormat(names.lang, { type: 'conjunction' }).format(ways),
    }),
    unstated && barOf(unstated.cases.now) > 0 ? names.text('report:found.unstated', { share: shareOf(unstated) }) : '',
    rows.some(({ cases }) => cases.now === 'held' || cases.now === 'few') ? names.label('report:found.untold') : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** "Manifest analysis" within a sentence; an abbreviation stays as it is. */
function lowerFirst(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
