import { isIP } from 'node:net';
import { z } from 'zod';
import { alarmKinds, habitKinds } from '../../audit/index.ts';
import type { AlarmKind } from '../../audit/index.ts';
import { reasonField } from '../form-fields.ts';

export const noteForm = z.object({ note: reasonField });

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, { message: 'audit:errors.number' })
    .transform(Number)
    .refine(value => value >= least && value <= most, { message: 'audit:errors.number' });

/** The form of a rule: for a habit the factor of the standard deviation and the least count of a day, else a count and minutes. */
export function ruleForm(kind: AlarmKind) {
  const isHabit = habitKinds.includes(kind);
  const factor = z
    .string()
    .regex(/^\d{1,2}([.,]\d{1,2})?$/, { message: 'audit:errors.factor' })
    .transform(text => Number(text.replace(',', '.')))
    .refine(value => value > 0 && value <= 20, { message: 'audit:errors.factor' });
  return z.object({
    threshold: isHabit ? factor : whole(kind === 'places' ? 2 : 1, 100_000),
    least: isHabit ? whole(0, 100_000) : z.literal('').transform(() => null),
    windowMinutes: isHabit ? z.literal('').transform(() => 1440) : whole(1, 10_080),
    active: z.enum(['yes', 'no'], { message: 'audit:errors.choice' }).transform(text => text === 'yes'),
    reason: reasonField,
  });
}

export const ruleFields = ['threshold', 'least', 'windowMinutes', 'active', 'reason'] as const;

export function isKind(text: string): text is AlarmKind {
  return alarmKinds.includes(text as AlarmKind);
}

/** Fewest bits of a block: one of fewer would hold half of a continent. */
const fewestBits = { 4: 8, 6: 19 } as const;

/** A block of addresses as 196.200.0.0/16 or 2001:db8::/32, without bits beyond its mask. */
const block = z
  .string()
  .transform(text => text.trim().toLowerCase())
  .refine(
    text => {
      const [address = '', bits = '', ...rest] = text.split('/');
      const family = isIP(address);
      if (
        family === 0 ||
        rest.length > 0 ||
        !/^\d{1,3}$/.test(bits) ||
        address.includes('%') ||
        /^::ffff:/.test(address)
      )
        return false;
      return (
        Number(bits) >= fewestBits[family === 6 ? 6 : 4] &&
        Number(bits) <= (family === 6 ? 128 : 32) &&
        isBare(address, Number(bits), family)
      );
    },
    { message: 'audit:errors.block' },
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

export const networkForm = z.object({
  office: z.string().min(1, { message: 'audit:errors.office' }),
  block,
  note: reasonField,
});
