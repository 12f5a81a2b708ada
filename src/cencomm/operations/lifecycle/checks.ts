import { shaped, someOf } from '../../../forms/index.ts';
import type { Check } from '../../../forms/index.ts';
import type { Lists } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';

export const uuid = shaped(
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  'forms:problem.malformed',
);

/** A country of today's list, or nothing. Looked up at each reading: lists change while the portal runs. */
export function countryOf(lists: Lists): Check {
  return {
    read: typed =>
      typed === '' || lists.lookUp('country', typed, today())
        ? { value: typed }
        : { problem: { key: 'forms:problem.notListed' } },
  };
}

/** At least one of some codes. */
export function someAtLeast(codes: readonly string[]): Check {
  const some = someOf(codes);
  return {
    many: true,
    read(typed) {
      const outcome = some.read(typed);
      return 'value' in outcome && outcome.value === '' ? { problem: { key: 'forms:problem.missing' } } : outcome;
    },
  };
}
