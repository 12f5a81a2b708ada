import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { csvText, facts, table } from './generate.ts';
import { formOn, idOf, open, plain, questionsOn, send, settled, unescape, upload, type Page } from './officer.ts';

let portal: TestPortal;
let kenya: Browser;
let admin: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [kenya, admin] = await Promise.all([portal.as('ke.ncp'), portal.as('wco.admin')]);
});

const brazil = readFileSync('test/fixtures/imports/nations/brazil-receita.csv');
const mozambique = readFileSync('test/fixtures/imports/nations/mozambique-wildlife.csv');

async function toColumns(browser: Browser, name: string, content: Buffer | string): Promise<Page> {
  return send(browser, await upload(browser, name, content), 'read', {}, 'right');
}

/** The part of the page about a column: its row, and the sentence below it. */
function columnOn({ text }: Page, header: string): { html: string; text: string } {
  const html = text.split('<tbody class="imports-column').find(part => part.includes(`title="${header}"`)) ?? '';
  return { html, text: plain({ path: '', status: 0, text: html.split('</tbody>')[0] ?? '' }) };
}

const strip = ({ text }: Page): string =>
  plain({ path: '', status: 0, text: /id="strip">([\s\S]*?)<\/div>\s*<\/div>/.exec(text)?.[1] ?? '' });

describe('what a column is taken for', () => {
  test('is said with what its header and its cells say, each for itself', async () => {
    const page = await toColumns(admin, 'mozambique.csv', mozambique);
    const destination = columnOn(page, 'Destino');
    expect(destination.text).toMatch(/For it Header: says “destino” .*For it Cells: 16 of 16 are countries we know/);
    expect(destination.text).toContain('Both agree');
    // The cells alone know what "Meio" holds.
    expect(columnOn(page, 'Meio').text).toMatch(/Neither Header: no word we know .* Please check/);
    expect(columnOn(page, 'Peso (kg)').text).toContain('Quantity in kg, from its name');
    expect(page.text).toMatch(/<bdi>[^<]+<\/bdi> <small>×\d+<\/small>/);
  });

  test('says which unit is assumed where neither a column nor a header gives one', async () => {
    const weapons = readFileSync('test/fixtures/imports/nations/germany-weapons.csv');
    const page = await toColumns(admin, 'weapons.csv', weapons);
    expect(plain(page)).toMatch(/No column gives the unit: (?:.* is|the usual one of each product is) assumed/);
  });

  test('is French for a French reader', async () => {
    const browser = await portal.as('wco.cenmat');
    await browser.post('/language', { lang: 'fr', back: '/' });
    const page = await toColumns(browser, 'mozambique-fr.csv', mozambique);
    expect(columnOn(page, 'Destino').text).toMatch(/Cellules : 16 sur 16 sont des noms de pays connus/);
    expect(columnOn(page, 'Destino').text).toContain('Les deux concordent');
  });

  test('comes first where the two disagree, and is answered with one press', async () => {
    const page = await toColumns(admin, 'brazil.csv', brazil);
    expect(page.text.indexOf('title="UNIDADE"')).toBeLessThan(page.text.indexOf('title="DATA"'));
    const unit = columnOn(page, 'UNIDADE');
    expect(unit.html).toContain(' is-doubt');
    expect(unit.text).toContain('They disagree');
    expect(unit.text).toMatch(/says “unidade”, the cells do not: none of 16 is among the units we know/);
    expect(unit.text).toContain('16 rows have a value here.');
    const answer = /name="set" value="(0:placeName)"/.exec(unit.html)?.[1] ?? '';
    const id = idOf(page);
    const fields = formOn(page, `/seizures/imports/${id}/columns`);
    const after = await open(admin, await pressed(id, { ...fields, set: answer }));
    const now = columnOn(after, 'UNIDADE');
    expect(now.html).toMatch(/value="placeName" selected/);
    expect(now.html).not.toContain(' is-doubt');
    expect(now.text).toContain('Chosen');
    // It is kept though the page was left, and says who changed it.
    expect(columnOn(await open(admin, `/seizures/imports/${id}`), 'UNIDADE').text).toContain('Chosen');
    expect(plain(await open(admin, `/seizures/imports/${id}/history`))).toContain('Columns changed by wco.admin');
  });

  test('offers what the header says where the cells do not speak against it', async () => {
    const notes = ['告発', '関係者1名逮捕', '香港向け輸出', '告発'];
    const lines = Array.from(
      { length: 24 },
      (_, n) => `2025-05-${String(n + 1).padStart(2, '0')},横浜港,コカイン,${n + 1}.5,kg,${notes[n % 4]}`,
    );
    const page = await toColumns(kenya, 'biko.csv', ['摘発年月日,官署,品名,数量,単位,備考', ...lines].join('\n'));
    const notesColumn = columnOn(page, '備考');
    expect(notesColumn.text).toMatch(/says “備考”, which is Narrative\. The cells say neither yes nor no/);
    expect(notesColumn.html).toMatch(/name="set" value="5:narrative"/);
    expect(notesColumn.html).not.toMatch(/name="set" value="5:agency"/);
  });

  test('no answer is taken that no button gives', async () => {
    const page = await toColumns(admin, 'brazil-wrong.csv', Buffer.concat([brazil, Buffer.from('\n')]));
    const id = idOf(page);
    const fields = formOn(page, `/seizures/imports/${id}/columns`);
    for (const set of ['0:password', '99:unit', 'unit', '', '0:'.repeat(400)])
      expect((await admin.postRaw(`/seizures/imports/${id}/columns`, { ...fields, set })).status).toBe(400);
  });

  async function pressed(id: number, fields: Record<string, string | readonly string[]>): Promise<string> {
    const answer = await admin.postRaw(`/seizures/imports/${id}/columns`, fields);
    expect(answer.status).toBe(303);
    return String(answer.headers.location);
  }
});

describe('the strip', () => {
  /** Kenyan rows of which some have no date and some an unknown place of concealment. */
  const rows = (seed: number) =>
    table(facts(20, seed).map(fact => ({ ...fact, country: 'KE', unit: 'kg', product: 'DRUG/COC-HCL' })));

  test('says before the check what is ready, and follows the form as it stands', async () => {
    const list = rows(61).map((row, at) => row.map((cell, column) => (at > 15 && column === 1 ? '' : cell)));
    const page = await toColumns(kenya, 'strip.csv', csvText(list));
    expect(strip(page)).toMatch(/^15 rows ready 0 wait 5 cannot go in: Date missing/);
    const id = idOf(page);
    const fields = formOn(page, `/seizures/imports/${id}/columns`);
    const unit = Object.keys(fields).find(name => String(fields[name]) === 'unit') ?? '';
    const without = await kenya.postRaw(`/seizures/imports/${id}/columns`, { ...fields, [unit]: '', action: 'strip' });
    expect(without.status).toBe(200);
    expect(without.text).not.toContain('<html');
    expect(plain({ path: '', status: 200, text: without.text })).not.toContain('15 rows ready');
    // Nothing of it was kept.
    expect(strip(await open(kenya, `/seizures/imports/${id}/columns`))).toMatch(/^15 rows ready/);
  });

  test('comes with the column in hand: its values, what else it could be, and a row as it will be saved', async () => {
    const page = await toColumns(kenya, 'in-hand.csv', csvText(rows(64)));
    const fields = formOn(page, `/seizures/imports/${idOf(page)}/columns`);
    const unit = Number(
      Object.keys(fields)
        .find(name => String(fields[name]) === 'unit')
        ?.slice(2),
    );
    const sent = { ...fields, action: 'strip', column: String(unit), row: '3' };
    const live = await kenya.postRaw(`/seizures/imports/${idOf(page)}/columns`, sent);
    const rail = plain({ path: '', status: 200, text: live.text.slice(live.text.indexOf('data-live="rail"')) });
    expect(rail).toMatch(/kilogram 20 kg What it could be Unit 20 of 20 cells Taken/);
    expect(rail).toContain('Line 5, as it will be saved');
    expect(live.text).toMatch(new RegExp(`name="set" value="${unit}:\\w+"`));
    // Persons' data are shown nowhere; a number that is none is refused.
    const hidden = { ...sent, [`c.${unit}`]: 'nominal' };
    const left = await kenya.postRaw(`/seizures/imports/${idOf(page)}/columns`, hidden);
    expect(left.text).toContain('shown to nobody');
    expect((await kenya.postRaw(`/seizures/imports/${idOf(page)}/columns`, { ...sent, column: 'x' })).status).toBe(400);
  });

  test('counts rows whose lines end in a delimiter as they are read later', async () => {
    const lines = [1, 2, 3].map(n => `T-${n};0${n}.04.2025;Mombasa;Heroin;${n},5;kg;`);
    const page = await toColumns(kenya, 'trailing.csv', ['Ref;Date;Place;Product;Quantity;Unit', ...lines].join('\n'));
    expect(strip(page)).toMatch(/^3 rows ready 0 wait 0 cannot go in$/);
  });

  test('says on the page of words what each open word holds, and the exact figures once all is checked', async () => {
    const word = (row: string[], at: number): string[] =>
      row.map((cell, column) => (column === 4 && at > 0 && at < 4 ? 'Zorblax' : cell));
    const list = rows(62);
    const product = list[1]?.findIndex(cell => /cocaine/i.test(cell)) ?? 4;
    const page = await toColumns(
      kenya,
      'strip-words.csv',
      csvText(
        list.map((row, at) =>
          product === 4
            ? word(row, at)
            : row.map((cell, column) => (column === product && at > 0 && at < 4 ? 'Zorblax' : cell)),
        ),
      ),
    );
    await send(kenya, page, 'columns');
    const words = await settled(kenya, idOf(page));
    expect(words.path).toMatch(/\/words$/);
    const [question] = questionsOn(words);
    expect(unescape(question?.word ?? '')).toBe('Zorblax');
    expect(plain({ path: '', status: 0, text: question?.text ?? '' })).toContain('holds 3 rows');
    expect(question?.text).toContain('class="tile"');
    expect(strip(words)).toMatch(/^17 rows ready 3 wait for 1 answer/);
    const checked = await send(kenya, words, 'words', {}, 'check');
    await settled(kenya, idOf(checked));
    expect(strip(await open(kenya, `/seizures/imports/${idOf(page)}/words`))).toMatch(/^17 rows ready 3 wait/);
  });

  test('a word in a soft field holds nothing', async () => {
    const list = rows(63).map((row, at) => (at === 0 ? [...row, 'Concealment'] : [...row, at < 4 ? 'Zorbling' : '']));
    const header = list[0] ?? [];
    const own = header.findIndex((name, at) => at < header.length - 1 && /conceal|hiding/i.test(name));
    const page = await toColumns(
      kenya,
      'soft.csv',
      csvText(
        own === -1
          ? list
          : list.map((row, at) =>
              row.slice(0, -1).map((cell, column) => (column === own && at > 0 && at < 4 ? 'Zorbling' : cell)),
            ),
      ),
    );
    await send(kenya, page, 'columns');
    const words = await settled(kenya, idOf(page));
    const question = questionsOn(words).find(one => one.word === 'Zorbling');
    expect(plain({ path: '', status: 0, text: question?.text ?? '' })).toContain('3 rows go in with this word');
    expect(strip(words)).toMatch(/^20 rows ready/);
  });
});

describe('whose file it is', () => {
  const places = ['Maputo', 'Nacala', 'Beira', 'Maputo', 'Quelimane', 'Pemba', 'Nampula'];
  const file = (seed: number): string => {
    const list = facts(14, seed).map(fact => ({ ...fact, unit: 'kg', product: 'DRUG/COC-HCL' }));
    const rows = table(list).map(row => row.filter((_, column) => column !== 2 && column !== 3));
    return csvText(rows.map((row, at) => [...row, at === 0 ? 'Place of seizure' : (places[at % places.length] ?? '')]));
  };

  test('a contact point is asked first about a file that speaks of another country', async () => {
    const page = await toColumns(kenya, 'abroad.csv', file(71));
    expect(plain(page)).toMatch(/0 of \d places named are in Kenya/);
    expect(plain(page)).toContain('The places in this file are mostly in Mozambique. Whose seizures are they?');
    expect(page.text).not.toMatch(/name="whose" value="MZ"/);
    const refused = await send(kenya, page, 'columns');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#whose"');
    const id = idOf(page);
    const other = await kenya.postRaw(`/seizures/imports/${id}/columns`, {
      ...formOn(page, `/seizures/imports/${id}/columns`),
      whose: 'MZ',
    });
    expect(other.status).toBe(400);
    const answered = await send(kenya, page, 'columns', { whose: 'KE' });
    expect(plain(answered)).not.toContain('Whose seizures are they?');
    await send(kenya, answered, 'columns');
    expect((await settled(kenya, id)).path).not.toMatch(/\/columns$/);
  });

  test('a RILO chooses the Member, the one of the places with one press', async () => {
    const rilo = await portal.as('rilo.esa');
    const page = await toColumns(rilo, 'behalf.csv', file(72));
    expect(page.text).toMatch(/name="whose" value="MZ"/);
    const answered = await send(rilo, page, 'columns', { whose: 'MZ' });
    expect(answered.text).toMatch(/name="k\.country"[\s\S]*?<option\s+value="MZ"\s+selected/);
    expect(plain(answered)).toMatch(/(\d) of \1 places named are in Mozambique/);
    expect(plain(answered)).not.toContain('Whose seizures are they?');
  });

  test('one place that is known is enough to propose the Member where nobody has said', async () => {
    const rilo = await portal.as('rilo.esa');
    const lines = [1, 2, 3].map(n => `R-${n},0${n}/04/2025,Beira,Heroin,${n}.5,kg`);
    const content = ['Ref,Date,Place,Product,Quantity,Unit', ...lines].join('\n');
    const page = await toColumns(rilo, 'one-place.csv', content);
    expect(plain(page)).toContain('The one place we know in this file is in Mozambique.');
    const refused = await send(rilo, page, 'columns');
    expect(plain(refused)).toContain('There is 1 error on this page');
    const answered = await send(rilo, page, 'columns', { whose: 'MZ' });
    expect(strip(answered)).toContain('3 rows ready');
  });

  test('places of many countries speak of none', async () => {
    const places = ['Beira', 'Dar es Salaam', 'Entebbe', 'Durban', 'Lagos', 'Accra', 'Rotterdam', 'Santos', 'Karachi'];
    const lines = places.map((place, at) => `M-${at},2025-05-0${at + 1},${place},Heroin,${at + 1}.5,kg`);
    const page = await toColumns(kenya, 'many.csv', ['Ref,Date,Place,Product,Quantity,Unit', ...lines].join('\n'));
    expect(plain(page)).toMatch(/0 of [5-9] places named are in Kenya/);
    expect(plain(page)).not.toContain('Whose seizures are they?');
  });

  test('a file of the own country is not asked about', async () => {
    const rows = table(facts(10, 73).map(fact => ({ ...fact, country: 'KE', unit: 'kg' })));
    expect(plain(await toColumns(kenya, 'home.csv', csvText(rows)))).not.toContain('Whose seizures are they?');
  });
});
