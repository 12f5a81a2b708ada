import type { CountedReport, CountedSection } from './figures.ts';
import type { SectionKey } from '../sections.ts';

/** A number as it was frozen and as it would be counted now. */
export interface Difference {
  readonly section: SectionKey;
  /** What is counted: cases, seizures, or the quantity of a heading in a unit. */
  readonly what: 'cases' | 'lines' | 'heading' | 'quantity';
  readonly code?: string;
  readonly unit?: string;
  readonly frozen: number;
  readonly now: number;
}

/** What would change if a report were counted again: only what differs, the section's order first. Pure. */
export function differencesOf(frozen: CountedReport, now: CountedReport): Difference[] {
  return frozen.sections.flatMap(section => {
    const other = now.sections.find(({ code }) => code === section.code);
    return other === undefined ? [] : ofSection(section, other).filter(one => !isSame(one.frozen, one.now));
  });
}

function ofSection(frozen: CountedSection, now: CountedSection): Difference[] {
  const section = frozen.code;
  const codes = [...new Set([...frozen.headings, ...now.headings].map(({ code }) => code))];
  const many = codes.length > 1;
  return [
    { section, what: 'cases', frozen: frozen.cases.now, now: now.cases.now },
    { section, what: 'lines', frozen: frozen.lines.now, now: now.lines.now },
    ...codes.flatMap(code => {
      const [one, other] = [frozen, now].map(({ headings }) => headings.find(heading => heading.code === code));
      const units = [...new Set([one, other].flatMap(goods => Object.keys(goods?.quantities ?? {})))].sort();
      const cases = {
        section,
        what: 'heading' as const,
        code,
        frozen: one?.cases.now ?? 0,
        now: other?.cases.now ?? 0,
      };
      return [
        ...(many ? [cases] : []),
        ...units.map(
          (unit): Difference => ({
            ...{ section, what: 'quantity', code, unit },
            frozen: one?.quantities[unit]?.value.now ?? 0,
            now: other?.quantities[unit]?.value.now ?? 0,
          }),
        ),
      ];
    }),
  ];
}

/** Sums of the same lines in another order differ in their last digits. */
function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}
