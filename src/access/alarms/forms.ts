import { isIP } from 'node:net';
import { alarmKinds, habitKinds, type AlarmKind } from '../../audit/index.ts';
import { trailReason } from '../form-fields.ts';
import { choice, parsed, readForm } from '../../fields/index.ts';
import { read, refuse } from '../../text/readable-text.ts';
import type { Offices } from '../../reference/index.ts';

export const noteForm = { note: trailReason };

const whole = (least: number, most: number) =>
  parsed(
    typed => {
      const value = Number(typed);
      return /^\d{1,6}$/.test(typed) && value >= least && value <= most ? read(value) : refuse('audit:errors.number');
    },
    { problems: { required: 'audit:errors.number' } },
  );
const factor = parsed(
  typed => {
    const value = Number(typed.replace(',', '.'));
    return /^\d{1,2}([.,]\d{1,2})?$/.test(typed) && value > 0 && value <= 20
      ? read(value)
      : refuse('audit:errors.factor');
  },
  { problems: { required: 'audit:errors.factor' } },
);
/** Not asked of this kind of rule. */
const unasked = parsed<never, true>(() => refuse('audit:errors.number'), { optional: true });
const active = choice(['yes', 'no'], {
  problems: { required: 'audit:errors.choice', notAChoice: 'audit:errors.choice' },
});

/**
 * Reads the form of a rule: for a habit the factor of the standard deviation and the least count of a day, else a count
 * and minutes.
 */
export function readRule(body: unknown, kind: AlarmKind) {
  const isHabit = habitKinds.includes(kind);
  const { typed, values, problems } = readForm(body, {
    threshold: isHabit ? factor : whole(kind === 'places' ? 2 : 1, 100_000),
    least: isHabit ? whole(0, 100_000) : unasked,
    windowMinutes: isHabit ? unasked : whole(1, 10_080),
    active,
    reason: trailReason,
  });
  if (!values) return { typed, problems };
  const { threshold, least, windowMinutes, reason } = values;
  return {
    typed,
    problems,
    reason,
    rule: {
      threshold,
      least: least === '' ? null : least,
      windowMinutes: windowMinutes === '' ? 1440 : windowMinutes,
      active: values.active === 'yes',
    },
  };
}

export function isKind(text: string): text is AlarmKind {
  return alarmKinds.includes(text as AlarmKind);
}

/** Fewest bits of a block: one of fewer would hold half of a continent. */
const fewestBits = { 4: 8, 6: 19 } as const;

/** A block of addresses as 196.200.0.0/16 or 2001:db8::/32, without bits beyond its mask. */
const block = parsed(
  typed => {
    const text = typed.toLowerCase();
    const [address = '', bits = '', ...rest] = text.split('/');
    const family = isIP(address);
    const isBlock =
      family !== 0 &&
      rest.length === 0 &&
      /^\d{1,3}$/.test(bits) &&
      !address.includes('%') &&
      !/^::ffff:/.test(address) &&
      Number(bits) >= fewestBits[family === 6 ? 6 : 4] &&
      Number(bits) <= (family === 6 ? 128 : 32) &&
      isBare(address, Number(bits), family);
    return isBlock ? read(text) : refuse('audit:errors.block');
  },
  { problems: { required: 'audit:errors.block' } },
);

/** Whether no bit beyond the mask is set; the database refuses such a block. */
function isBare(address: string, bits: number, family: number): boolean {
  const groups = family === 4 ? address.split('.').map(Number) : groupsOf(address);
  const width = family === 4 ? 8 : 16;
  return groups.every((group, at) => {
    const free = Math.min(width, Math.max(0, (at + 1) * width - bits));
    return group % 2 ** free === 0;
  });
}

function groupsOf(address: string): number[] {
  const plain = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const [before, after] = [head, tail ?? ''].map(part => (part === '' ? [] : part.split(':'))) as [string[], string[]];
  const middle = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...middle, ...after].map(group => Number.parseInt(group, 16));
}

/** Where an office signs in from, by the public codes of offices. */
export function networkForm(offices: Offices) {
  const office = parsed(
    typed => {
      const found = offices.byCode(typed);
      return found ? read(found) : refuse('audit:errors.office');
    },
    { problems: { required: 'audit:errors.office' } },
  );
  return { office, block, note: trailReason };
}
