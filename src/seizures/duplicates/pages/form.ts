import { anyText, anyTexts, choice, uuid, type Fields } from '../../../fields/index.ts';
import { choicesOf, type Part } from '../compare.ts';
import type { Pick, Side } from '../side.ts';
import type { Is } from '../merge.ts';

export const decisions = ['keep', 'merge', 'link', 'different'] as const;
const asRecord = /^([A-Z]{2}-\d{4}-\d{6,9}):(\d{1,6})$/;

/** Records as the form names them, `REF:version`, in the order they stood in. Undefined for anything else. */
export function recordsNamed(typed: string): { ref: string; version: number }[] | undefined {
  const read = typed.split(',').map(one => asRecord.exec(one));
  const found = read.flatMap(one => (one ? [{ ref: one[1] ?? '', version: Number(one[2]) }] : []));
  return found.length === read.length && new Set(found.map(({ ref }) => ref)).size === found.length ? found : undefined;
}

/** The form of a group: what each record is, and which record each part is taken from. */
export function formFields(sides: readonly Side[], parts: readonly Part[]): Fields {
  return {
    clientUuid: uuid,
    record: anyTexts,
    act: choice(['decide', 'none', 'preview'], { optional: true }),
    ...Object.fromEntries(sides.map((_side, at) => [`is${at}`, choice(decisions, { optional: true })])),
    ...Object.fromEntries(parts.map((_part, at) => [`p${at}`, anyText])),
  };
}

export function decisionsOf(typed: Readonly<Record<string, string>>, usual: readonly Is[]): Is[] {
  return usual.map((is, at) => decisions.find(one => one === typed[`is${at}`]) ?? is);
}

/** What was picked for each part, where that can be. */
export function picksOf(
  typed: Readonly<Record<string, string>>,
  parts: readonly Part[],
  sides: readonly Side[],
): Map<string, Pick> {
  return new Map(
    parts.flatMap((part, at): [string, Pick][] => {
      const pick = choicesOf(part, sides).find(one => String(one) === typed[`p${at}`]);
      return pick === undefined ? [] : [[part.key, pick]];
    }),
  );
}
