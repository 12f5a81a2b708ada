import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanName, nameFor } from '../../src/files/file-name.ts';

describe('a file’s name', () => {
  test.each([
    ['Guide des réfrigérants.pdf', 'Guide des réfrigérants.pdf'],
    ['海关.pdf', '海关.pdf'],
    ['C:\\fakepath\\a.pdf', 'a.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['a\r\nSet-Cookie: x=1.pdf', 'aSet-Cookie_ x=1.pdf'],
    ['a\0.pdf', 'a.pdf'],
    ['\u202efdp.exe', 'fdp.exe'],
    ['a\u200b\u2066b\ufeff.pdf', 'ab.pdf'],
    ['.htaccess', 'htaccess'],
    ['... .pdf', 'pdf'],
    ['a.pdf. . .', 'a.pdf'],
    ['', 'file'],
    ['///', 'file'],
    ['\u0000\u202e', 'file'],
    ['CON', '_CON'],
    ['con.pdf', '_con.pdf'],
    ['LPT1.txt', '_LPT1.txt'],
    ['contract.pdf', 'contract.pdf'],
    ['a"b;c=<d>.pdf', 'a_b;c=_d_.pdf'],
    ['a   b\u00a0c.pdf', 'a b c.pdf'],
    ['e\u0301.pdf', 'é.pdf'],
    ['\ud800a.pdf', '\ufffda.pdf'],
  ])('%j is kept as %j', (given, kept) => expect(cleanName(given)).toBe(kept));

  test('of 500 characters is cut before its ending', () => {
    const name = cleanName(`${'n'.repeat(500)}.pdf`);
    expect(name).toBe(`${'n'.repeat(146)}.pdf`);
    expect(cleanName(`${'😀'.repeat(300)}.pdf`)).toBe(`${'😀'.repeat(73)}.pdf`);
  });

  test('is never empty, hidden, a path, or anything with a control, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), given => {
        const name = cleanName(given);
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(150);
        expect(name).not.toMatch(/^\.|[/\\\p{Cc}\p{Cf}<>:"|?*]|[. ]$/u);
        expect(name.isWellFormed()).toBe(true);
        expect(cleanName(name)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['a.pdf', 'pdf', 'a.pdf'],
  ['a.PDF', 'pdf', 'a.PDF'],
  ['a.pdf', 'jpeg', 'a.jpg'],
  ['a.jpeg', 'jpeg', 'a.jpeg'],
  ['photo', 'png', 'photo.png'],
  ['invoice.exe', 'txt', 'invoice.exe.txt'],
  ['list.csv', 'csv', 'list.csv'],
  ['list.v1.2', 'txt', 'list.v1.2.txt'],
  ['a.docx', 'pdf', 'a.pdf'],
  ['pdf', 'pdf', 'pdf.pdf'],
] as const)('%s, which is %s, is kept as %s', (given, kind, kept) => expect(nameFor(given, kind)).toBe(kept));
