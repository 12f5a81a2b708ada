import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { impersonalFileName, screen, screenByRules } from '../../src/personal-data/index.ts';
import { markedSentences, type MarkedPart } from '../support/marked-sentences.ts';
import { hashOfSources, sourcesFile } from '../support/tagger/sources.ts';

const lines = markedSentences('world.txt');

/** Found when more than half of its letters are. */
function isFound(text: string, part: MarkedPart): boolean {
  const covered = screen(text).reduce(
    (sum, place) => sum + Math.max(0, Math.min(place.end, part.end) - Math.max(place.start, part.start)),
    0,
  );
  return covered / (part.end - part.start) > 0.5;
}

describe('the sentences of the world', () => {
  test('are at least 400 in at least ten languages', () => {
    expect(lines.length).toBeGreaterThanOrEqual(400);
    expect(new Set(lines.map(line => line.lang)).size).toBeGreaterThanOrEqual(10);
  });

  const halves = [
    ['developed on', 0],
    ['reported on', 1],
  ] as const;
  test.each(halves)('of the half %s, names, numbers and addresses are found', (_, rest) => {
    const half = lines.filter((__, at) => at % 2 === rest);
    const all = half.flatMap(({ text, parts }) => parts.map(part => ({ text, part })));
    const missed = all.filter(({ text, part }) => !isFound(text, part));
    const share = (isName: boolean): number =>
      1 -
      missed.filter(({ part }) => (part.sort === 'N') === isName).length /
        all.filter(({ part }) => (part.sort === 'N') === isName).length;
    const list = missed.map(({ text }) => text).join('\n');
    expect(share(true), list).toBeGreaterThanOrEqual(0.85);
    expect(share(false), list).toBeGreaterThanOrEqual(0.98);
    const clean = half.filter(({ parts }) => parts.length === 0).map(({ text }) => text);
    expect(clean.filter(text => screenByRules(text).length > 0)).toEqual([]);
    const stopped = clean.filter(text => screen(text).length > 0);
    expect(stopped.length / clean.length, stopped.join('\n')).toBeLessThan(0.005);
  });

  test('that nothing was made for are found nearly as well', () => {
    const unseen = markedSentences('unseen.txt');
    const parts = unseen.flatMap(({ text, parts: all }) => all.map(part => ({ text, part })));
    const share = (isName: boolean): number => {
      const own = parts.filter(({ part }) => (part.sort === 'N') === isName);
      return own.filter(({ text, part }) => isFound(text, part)).length / own.length;
    };
    expect(share(true)).toBeGreaterThanOrEqual(0.85);
    expect(share(false)).toBeGreaterThanOrEqual(0.975);
    const clean = unseen.filter(one => one.parts.length === 0);
    expect(clean.filter(({ text }) => screen(text).length > 0).length / clean.length).toBeLessThan(0.09);
  });

  test('are what the weights of the tagger were learnt from', () => {
    expect(readFileSync(sourcesFile, 'utf8').trim(), 'npm run train-tagger').toBe(hashOfSources());
  });

  test('of reviewers are found, too', () => {
    for (const text of [
      'John Mwangi was arrested',
      'Suspect: MWANGI JOHN KAMAU',
      'Der Fahrer Hans Müller',
      'M\u200bwangi Jo\u200bhn was arrested',
      'John Mwangi KCA 123A A1234567 0722123456',
    ])
      expect(screen(text), text).not.toEqual([]);
  });
});

describe('file names', () => {
  test('that tell of a person are not kept, others are', () => {
    expect(
      ['passport_John_Mwangi.jpg', 'KBZ 456T.pdf', 'mr.john.doe.xlsx', 'seizures-2026-03.csv', 'Mombasa_Q1.xlsx'].map(
        impersonalFileName,
      ),
    ).toEqual(['file.jpg', 'file.pdf', 'file.xlsx', 'seizures-2026-03.csv', 'Mombasa_Q1.xlsx']);
  });
});

describe('names that are no persons', () => {
  test('ports, airports and brands of the lists pass', () => {
    const names = ['place.csv', 'location.csv', 'ipr_right.csv', 'drug.csv', 'cites_listing.csv'].flatMap(name =>
      readFileSync(new URL(`../../seeds/reference/${name}`, import.meta.url), 'utf8').split(/[\n,;|"]/),
    );
    const stopped = names.filter(name => screen(name).length > 0);
    expect(stopped.length / names.length, stopped.join('\n')).toBeLessThan(0.001);
  });

  test.each([
    'Kenneth Kaunda Int. Airport',
    'Robert Gabriel Mugabe Int',
    'Aeropuerto Int. José María Córdova',
    'Aeroporto Int. Antonio Carlos Jobim',
    'Provincia Elías Piña',
    'Elías Piña province',
  ])('a place keeps the name it bears where it says what it is: %s', place => {
    expect(screenByRules(place)).toEqual([]);
  });

  test('in a field of ships and places a name alone passes, what a word announces does not', () => {
    const plainNames = false;
    expect(screen('Maria Fernandez', { plainNames })).toEqual([]);
    expect(screen('Maria Fernandez')).toHaveLength(1);
    expect(screen('Captain Peter Otieno', { plainNames })).toHaveLength(1);
  });

  const real = new URL('../../../../shared/real/unodc-individual-drug-seizures.csv', import.meta.url);
  test.runIf(existsSync(real))('of the whole real file under 1 % of the rows stop', () => {
    const rows: string[][] = parse(readFileSync(real, 'utf8'), {
      delimiter: ';',
      relax_quotes: true,
      relax_column_count: true,
      bom: true,
    });
    const known = new Map<string, boolean>();
    const stops = (cell: string): boolean => {
      const answer = known.get(cell) ?? screen(cell).length > 0;
      known.set(cell, answer);
      return answer;
    };
    expect(rows.length).toBeGreaterThan(27_000);
    expect(rows.filter(row => row.some(stops)).length / rows.length).toBeLessThan(0.01);
  });
});
