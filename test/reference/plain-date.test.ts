import { describe, expect, test } from 'vitest';
import { addDays, addYears, isPlainDate } from '../../src/text/plain-date.ts';

describe('a plain date', () => {
  test.each([
    ['2026-03-01', 1, '2026-03-02'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2000-01-01', -1, '1999-12-31'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    // A day has 23 hours where summer time begins, but not in UTC.
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-11-27', 0, '2026-11-27'],
  ])('%s and %i days is %s', (date, days, after) => {
    expect(addDays(date, days)).toBe(after);
  });

  test.each([
    ['2026-11-27', 2, '2028-11-27'],
    ['2027-03-01', 5, '2032-03-01'],
    ['2028-02-29', 1, '2029-02-28'],
    ['2028-02-29', 2, '2030-02-28'],
    ['2028-02-29', 4, '2032-02-28'],
    ['2028-02-28', 1, '2029-02-28'],
    ['0999-12-31', 1, '1000-12-31'],
  ])('%s and %i years is %s', (date, years, later) => {
    expect(addYears(date, years)).toBe(later);
    expect(isPlainDate(addYears(date, years))).toBe(true);
  });

  test('is a day of the calendar', () => {
    const real = ['2026-11-27', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31'];
    const none = ['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1', '27.11.2026', ''];
    expect(real.filter(date => !isPlainDate(date))).toEqual([]);
    expect([...none, '2026-11-27T00:00', ' 2026-11-27'].filter(isPlainDate)).toEqual([]);
  });
});
