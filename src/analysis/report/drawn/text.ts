import type { Names } from '../../../seizures/index.ts';
import type { Words } from '../../../reference/index.ts';
import { formatsOf } from '../../coverage/presenter-coverage.ts';
import type { PrintedReport, PrintedSection } from '../figures/figures.ts';
import { paragraphsOf, writtenNumber, type SectionNumber } from '../numbers.ts';
import type { SectionRow } from '../store-reports.ts';
import { countText } from './figure.ts';
import { sayOf } from './figure.ts';
import type { Drawing } from './figure.ts';

/** A part of a sentence; a number that comes from the figures has its key. */
export interface SpokenPart {
  readonly text: string;
  readonly number?: string;
}

/** A text with its numbers as the language writes them; a key that no number has stays as it was typed. */
export function spoken(text: string, numbers: readonly SectionNumber[], names: Names): SpokenPart[][] {
  const known = new Map(numbers.map(one => [one.key, one]));
  return paragraphsOf(text).map(parts =>
    parts.map((part): SpokenPart => {
      if ('text' in part) return part;
      const found = known.get(part.number);
      return found
        ? { text: writtenNumber(found, names.lang, names), number: part.number }
        : { text: `{${part.number}}` };
    }),
  );
}

export function plainOf(parts: readonly SpokenPart[]): string {
  return parts.map(({ text }) => text).join('');
}

/** Who wrote a section and who accepted it; '' before the first text. */
export function signedText({ writerNames, acceptedBy }: SectionRow, { t }: Pick<Words, 't'>): string {
  if (writerNames.length === 0) return '';
  const names = writerNames.join(', ');
  return acceptedBy === null ? t('report:signedOpen', { names }) : t('report:signed', { names, reader: acceptedBy });
}

/** Title and text of a section in the language; the other language’s are never shown instead. */
export function textIn(section: SectionRow, { lang }: Pick<Names, 'lang'>) {
  return lang === 'fr'
    ? { title: section.titleFr, text: section.textFr }
    : { title: section.titleEn, text: section.textEn };
}

/** The first lines of a section, made from its figures by rule: who reported, how much, against the year before. */
export function standfirst(section: PrintedSection, drawing: Drawing): string {
  const { names } = drawing;
  const { cases, lines, members, coverage } = section;
  const said = { ...sayOf(section, drawing), section: names.label(`report:part.${section.code}.in`) };
  if (cases.now === 0) return names.text('report:standfirst.none', said);
  if (typeof cases.now !== 'number') return names.text('report:standfirst.few', said);
  const { change } = formatsOf(names);
  const steady = coverage?.steady;
  return [
    names.text('report:standfirst.counts', {
      ...said,
      count: members,
      members: names.count(members),
      seizures: countText(lines.now, names),
    }),
    typeof cases.before === 'number' && cases.before > 0
      ? names.text('report:standfirst.change', { ...said, change: change(cases.now, cases.before) })
      : '',
    steady && steady.members > 0 && steady.before > 0
      ? names.text('report:standfirst.steady', {
          count: steady.members,
          members: names.count(steady.members),
          change: change(steady.now, steady.before),
        })
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What the whole report counts, in a sentence. */
export function wholeText(report: PrintedReport, { names, during }: Drawing): string {
  return names.text('report:wholeText', {
    count: report.members,
    members: names.count(report.members),
    asked: names.count(report.membersAsked),
    cases: countText(report.cases.now, names),
    seizures: countText(report.lines.now, names),
    during,
  });
}
