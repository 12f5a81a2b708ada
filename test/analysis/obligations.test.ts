import { beforeAll, describe, expect, test } from 'vitest';
import { waitingOnObligations } from '../../src/analysis/obligations/store-waiting.ts';
import { readParts } from '../../src/waiting/store.ts';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { amendByForm, beginAmendment, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';
import { storedFiles } from '../support/stored-files.ts';
import { readSheets } from '../support/workbooks.ts';

let portal: TestPortal;
let ground: Ground;
let ncp: Browser;
const thisYear = new Date().getUTCFullYear();
const year = thisYear - 1;
const base = '/analysis/obligations';
/** Records of Kenya: three whole ones, one without origin. */
let refs: string[];

const open = { release: 'all', releaseOffices: undefined };
let number = 0;
/** Where the record without origin is completed. */
let mending: string;
const record = (of: number, more: Overrides = {}) => {
  number += 1;
  const facts = { ...open, seizureDate: `${of}-03-0${number % 9 || 9}`, nationalRef: `O/${number}`, ...more.facts };
  return sampleRecord('CITES', { ...more, facts });
};

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  ncp = await portal.as('ke.ncp');
  refs = await ground.put([record(year), record(year), record(year), record(year, { facts: { origin: undefined } })]);
  mending = `/seizures/${refs[3]}/edit?field=facts.origin#facts-origin`;
});

const pageOf = async (browser: Browser, query = '') => textOf(await browser.get(`${base}${query}`));
const statusOf = async (browser: Browser, path: string) => (await browser.get(path)).status;

/** Takes the file as the button does; answers its address. */
async function take(of: string, which = 'ready', browser = ncp): Promise<string> {
  const answer = await browser.post(`${base}/KE/${of}/files`, { which });
  expect(answer.status).toBe(303);
  return answer.headers.location ?? '';
}
async function sheetsAt(address: string, browser = ncp) {
  const answer = await browser
    .get(address)
    .then(() => fetch(`${portal.url}${address}`, { headers: browser.headers() }));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ]);
  return readSheets(await answer.arrayBuffer());
}
const idOf = (address: string): string => address.slice(address.lastIndexOf('/') + 1);
/** Writes down that a file was sent; answers the address of the note. */
async function write(of: string, file: string, more: Record<string, string> = {}, browser = ncp): Promise<string> {
  const fields = { file: idOf(file), sentOn: `${year}-10-30`, sentTo: 'CITES Secretariat', note: '', ...more };
  const answer = await browser.post(`${base}/KE/${of}/sent`, fields);
  expect([answer.status, textOf(answer).slice(0, 400)]).toEqual([303, expect.anything()]);
  return answer.headers.location ?? '';
}
const trail = async (action: string) =>
  (
    await portal.owner.query('select login_id, subject, detail from audit_events where action = $1 order by id', [
      action,
    ])
  ).rows;

describe('what is ready, and what is missing', () => {
  test('the page says how much is ready, what is missing, what to do and where', async () => {
    const page = await pageOf(ncp);
    expect(page).toContain('Obligations: Kenya');
    expect(page).toContain('3 of 4 seizure lines ready, 1 lacks something');
    expect(page).toContain(`CITES ${year}: 1 line lacks something`);
    expect(page).toContain('Country of origin not stated 1 State it, or “not known” after asking');
    const { text } = await ncp.get(base);
    expect(text).toContain(`href="${mending}"`);
    expect(page).toContain('Nothing has been written down as sent yet');
  });

  test('all lines are in every column of the form, those that lack something alone where asked', async () => {
    const all = textOf(await ncp.get(`${base}/KE/cites/${year}`));
    for (const head of ['Date of seizure', 'Description of specimen', 'Law under which charges were brought'])
      expect(all).toContain(head);
    expect(refs.every(ref => all.includes(ref))).toBe(true);
    const lacking = textOf(await ncp.get(`${base}/KE/cites/${year}?only=lacking`));
    expect(refs.filter(ref => lacking.includes(ref))).toEqual([refs[3]]);
    const { text } = await ncp.get(`${base}/KE/cites/${year}?only=lacking`);
    expect(text).toContain(`href="${mending}"`);
  });

  test('what is missing is mended in its own field: a new amendment, one that was begun, and a line', async () => {
    const form = await ncp.get(mending);
    expect(form.status).toBe(200);
    // The short form leaves the country of origin out.
    expect(form.text).toMatch(/id="facts-origin"/);
    expect(form.text).toMatch(/action="\/seizures\/drafts\/[^"]+\/route"/);
    const id = await beginAmendment(ncp, String(refs[3]), 'outcome', { 'facts.laboratory': '' });
    const begun = await ncp.get(mending);
    expect(begun.headers.location).toBe(`/seizures/drafts/${id}/route?field=facts.origin#facts-origin`);
    expect((await ncp.get(`/seizures/drafts/${id}/route?field=facts.origin`)).text).toMatch(/id="facts-origin"/);
    const line = await ncp.get(`/seizures/${refs[2]}/edit?field=lines.0.details.permitStatus`);
    expect(line.text).toMatch(/id="lines-0-details-permitStatus"/);
    for (const field of ['facts.nothing', 'lines.0', 'x', 'facts.origin%22'])
      expect([field, await statusOf(ncp, `/seizures/${refs[2]}/edit?field=${field}`)]).toEqual([field, 400]);
    expect(await statusOf(ncp, `/seizures/${refs[2]}/edit?field=lines.7.quantity`)).toBe(200);
  });

  test('in French', async () => {
    const reader = await portal.as('ke.officer');
    await portal.owner.query("update accounts set lang = 'fr' where login_id = 'ke.officer'");
    const page = await pageOf(reader, `?year=${year}&report=cites`);
    expect(page).toContain('Obligations : Kenya');
    expect(page).toContain('Lignes de saisie prêtes : 3 sur 4, 1 à compléter');
    expect(page).toContain('Pays d’origine non indiqué');
    const sheets = await sheetsAt(await take(`cites/${year}`, 'ready', reader), reader);
    // The receiver's sheet stays as the receiver wants it; the notes are for the office.
    expect(sheets.get('Illegal trade report')?.[0]?.[0]).toBe('Date of seizure');
    expect(sheets.get('Notes')?.flat()).toContain('toutes celles qui sont prêtes');
    await portal.owner.query("update accounts set lang = 'en' where login_id = 'ke.officer'");
  });

  test('a year that cannot be, or a report that is none, is refused in clear words', async () => {
    for (const [query, status] of [
      ['?year=20', 400],
      [`?year=${thisYear + 1}`, 400],
      ['?report=wco', 400],
      ['?member=KE&colour=red', 400],
    ] as const)
      expect([query, await statusOf(ncp, `${base}${query}`)]).toEqual([query, status]);
    for (const path of ['KE/wco/2025', 'KE/cites/20', 'KE/cites/2199', 'XX/cites/2025'])
      expect([path, await statusOf(ncp, `${base}/${path}`)]).toEqual([path, 404]);
  });
});

describe('the file', () => {
  test('opened again, it holds the lines that are ready, and says what is not in it', async () => {
    const address = await take(`cites/${year}`);
    const sheets = await sheetsAt(address);
    const [heads = [], ...lines] = sheets.get('Illegal trade report') ?? [];
    expect(heads).toHaveLength(20);
    expect(lines).toHaveLength(3);
    const at = (head: string) => heads.indexOf(head);
    expect(lines.map(line => [line[at('Species')], line[at('Quantity')], line[at('Unit')]])).toEqual(
      Array.from({ length: 3 }, () => ['Loxodonta africana', 37, 'no.']),
    );
    expect(lines.map(line => String(line[at('Additional information*')]).split(';')[0])).toEqual(
      refs.slice(0, 3).map(ref => `CEN reference ${ref}`),
    );
    const [first] = lines[0] ?? [];
    expect(first instanceof Date ? first.toISOString().slice(0, 10) : first).toMatch(/^\d{4}-03-01$|^\d{5}$/);
    const notes = sheets.get('Notes') ?? [];
    expect(notes).toContainEqual(['Lines', 3]);
    expect(notes).toContainEqual([`Not in the file: ${refs[3]}/1 lacks`, 'Country of origin not stated']);
    expect(notes).toContainEqual([
      'Column Law under which charges were brought',
      'Blank: a record does not hold it. Fill it in from the national file.',
    ]);
  });

  test('the same content is kept once, sealed, and each taking and opening is in the trail', async () => {
    const before = storedFiles(portal.fileStore).length;
    const [one, two] = [await take(`cites/${year}`), await take(`cites/${year}`)];
    expect(two).toBe(one);
    expect(storedFiles(portal.fileStore).length).toBe(before);
    await ncp.get(one);
    expect((await trail('obligation.taken')).at(-1)).toMatchObject({
      login_id: 'ke.ncp',
      detail: { report: 'cites', office: 'KE', year, lines: 3, records: 3 },
    });
    expect((await trail('obligation.fileOpened')).at(-1)).toMatchObject({ login_id: 'ke.ncp', subject: idOf(one) });
    expect(await pageOf(ncp)).toContain('Files taken');
  });

  test('with nothing ready there is no file', async () => {
    const answer = await ncp.post(`${base}/KE/ozone/${year}/files`, { which: 'ready' });
    expect(answer.headers.location).toBe(`${base}?year=${year}&report=ozone`);
    expect(textOf(await ncp.get(`${base}?year=${year}&report=ozone`))).toContain('no record to report');
    expect((await ncp.post(`${base}/KE/cites/${year}/files`, { which: 'everything' })).status).toBe(400);
  });
});

describe('written down as sent', () => {
  const of = `cites/${year - 1}`;
  let kept: string[];
  let note: string;

  test('when, to whom, by whom and what is kept; a wrong date is told at its field and nothing typed is lost', async () => {
    kept = await ground.put(Array.from({ length: 5 }, () => record(year - 1)));
    const file = await take(of);
    const typed = { file: idOf(file), sentOn: '2199-01-01', sentTo: 'Secretariat, by email', note: 'Our letter 12' };
    const wrong = await ncp.post(`${base}/KE/${of}/sent`, typed);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="Secretariat, by email"');
    expect(wrong.text).toContain('Our letter 12</textarea>');
    note = await write(of, file, { sentTo: 'Secretariat, by email', note: 'Our letter 12' });
    const page = textOf(await ncp.get(note));
    expect(page).toContain('Secretariat, by email');
    expect(page).toContain('5 lines of 5 records');
    expect(page).toContain('Nothing changed since it was sent');
    expect((await trail('obligation.sent')).at(-1)).toMatchObject({
      login_id: 'ke.ncp',
      subject: idOf(note),
      detail: { report: 'cites', year: year - 1, sentTo: 'Secretariat, by email', lines: 5 },
    });
    expect(await pageOf(ncp, `?year=${year - 1}&report=cites`)).toMatch(/Sent .*ke\.ncp.*Changed since.*none/);
  });

  test('a sending is noted once, however often it is saved, and never before its year', async () => {
    const file = await take(of);
    const said = { file: idOf(file), sentOn: `${year}-10-02`, sentTo: 'Secretariat, by post', note: '' };
    const saved = await Promise.all([1, 2, 3].map(() => ncp.post(`${base}/KE/${of}/sent`, said)));
    expect(saved.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(new Set(saved.map(({ headers }) => headers.location)).size).toBe(1);
    const early = await ncp.post(`${base}/KE/${of}/sent`, { ...said, sentOn: `${year - 2}-12-31` });
    expect(early.status).toBe(422);
    await ncp.post(`${saved[0]?.headers.location}/take-back`, { version: '1', reason: 'Not this one' });
  });

  test('a file of another report or year is not taken for it', async () => {
    const other = await take(`cites/${year}`);
    const answer = await ncp.post(`${base}/KE/${of}/sent`, {
      file: idOf(other),
      sentOn: `${year}-10-01`,
      sentTo: 'CITES',
      note: '',
    });
    expect(answer.status).toBe(422);
  });

  test('what changed since is told record by record', async () => {
    const [amended, withdrawn, merged, embargoed, untouched] = kept as [string, string, string, string, string];
    await amendByForm(ncp, amended, 'goods', { 'lines.0.key': 'l1', 'lines.0.quantity': '40' }, 'Counted again');
    await ncp.post(`/seizures/${withdrawn}/withdrawal`, { reason: 'Entered twice' });
    // As every change of a record does, with a row in seizure_changes.
    const changed = (set: string, values: readonly string[]) =>
      portal.owner.query(
        `with changed as (update seizures set ${set} where ref = $1 returning id)
         insert into seizure_changes (seizure_id, kind) select id, 'upsert' from changed`,
        [...values],
      );
    await changed("status = 'merged', merged_into = (select id from seizures where ref = $2)", [merged, untouched]);
    await changed("embargo_until = '2199-01-01'", [embargoed]);
    const [added] = await ground.put([record(year - 1)]);
    const page = textOf(await ncp.get(note));
    expect(page).toContain('5 records changed since it was sent');
    expect(page).toMatch(new RegExp(`${amended} Quantity was 37 is now 40`));
    expect(page).toContain(`${withdrawn} The record was withdrawn.`);
    expect(page).toContain(`${merged} The record was merged into ${untouched}.`);
    expect(page).toContain(`${embargoed} The record is under embargo now.`);
    expect(page).toContain(`${added} The record came or was completed later and was not sent.`);
    expect(page).not.toContain(`${untouched} Quantity`);
    expect(await pageOf(ncp, `?year=${year - 1}&report=cites`)).toContain(
      '5 changed since: 1 amended, 1 withdrawn, 1 merged, 1 under embargo, 1 added',
    );
  });

  test('an amendment the receiver is not told of is no change', async () => {
    const untouched = String(kept[4]);
    await amendByForm(ncp, untouched, 'outcome', { 'facts.narrative': 'A further sentence.' }, 'Told more');
    expect(textOf(await ncp.get(note))).not.toContain(`${untouched} `.concat('Quantity'));
    expect(textOf(await ncp.get(note))).toContain('5 records changed since it was sent');
  });

  test('the addition holds only what was not sent, and the file that left stays as it left', async () => {
    const address = await take(of, 'unsent');
    const addition = await sheetsAt(address);
    expect(addition.get('Illegal trade report')).toHaveLength(2);
    expect(addition.get('Notes')).toContainEqual(['Which lines', 'only those not sent before']);
    const { rows } = await portal.owner.query('select s.file_id as id from obligation_sendings s where s.id = $1', [
      idOf(note),
    ]);
    const first = (await sheetsAt(`${base}/files/${rows[0].id}`)).get('Illegal trade report') ?? [];
    expect(first).toHaveLength(6);
    expect(first[1]?.[3]).toBe(37);
    await write(of, address);
    // What was an addition is no change of the first any more.
    expect(textOf(await ncp.get(note))).toContain('4 records changed since it was sent');
  });

  test('a note is corrected and taken back, each with its entry in the trail; the file stays', async () => {
    const officer = await portal.as('ke.officer');
    expect(await statusOf(officer, `${note}/edit`)).toBe(403);
    const edit = await ncp.get(`${note}/edit`);
    expect(edit.text).toContain('value="Secretariat, by email"');
    const said = { version: '1', sentOn: `${year}-11-02`, sentTo: 'Secretariat, its website', note: '' };
    expect((await ncp.post(`${note}/edit`, { ...said, sentTo: '' })).status).toBe(422);
    expect((await ncp.post(`${note}/edit`, said)).headers.location).toBe(note);
    expect(textOf(await ncp.get(note))).toContain('Secretariat, its website');
    // From a page that was opened before.
    expect((await ncp.post(`${note}/take-back`, { version: '1', reason: 'Not sent' })).status).toBe(422);
    expect((await ncp.post(`${note}/take-back`, { version: '2', reason: '' })).status).toBe(422);
    expect((await ncp.post(`${note}/take-back`, { version: '2', reason: 'Came back unread' })).status).toBe(303);
    const page = textOf(await ncp.get(note));
    expect(page).toContain('Taken back by ke.ncp');
    expect(page).toContain('Came back unread');
    expect((await ncp.post(`${note}/edit`, { ...said, version: '3' })).status).toBe(422);
    expect((await trail('obligation.corrected')).at(-1)?.detail).toMatchObject({
      before: { sentTo: 'Secretariat, by email' },
      after: { sentTo: 'Secretariat, its website' },
    });
    expect((await trail('obligation.takenBack')).at(-1)?.detail).toMatchObject({ reason: 'Came back unread' });
  });
});

describe('single cases', () => {
  test('a precursor incident that comes after a notice is the next one to send', async () => {
    const precursor = () =>
      sampleRecord('PREC', { facts: { ...open, seizureDate: `${thisYear}-01-01`, nationalRef: `P/${(number += 1)}` } });
    await ground.put([precursor(), precursor()]);
    const of = `incb/${thisYear}`;
    await write(of, await take(of), { sentOn: `${thisYear}-01-01` });
    expect(await pageOf(ncp, '?report=incb')).toMatch(/2 of 2 incidents ready Sent/);
    await ground.put([precursor()]);
    const page = await pageOf(ncp, '?report=incb');
    expect(page).toMatch(/3 of 3 incidents ready More to send .* 1 not sent yet/);
    expect(page).toContain('XLSX, 1 line not sent yet');
    expect(page).not.toContain('1 added');
  });
});

describe('who', () => {
  test('the office reads, takes and writes; a RILO and the administrator see whether and when; others nothing', async () => {
    const file = await take(`cites/${year}`);
    const note = await write(`cites/${year}`, file, { sentOn: `${year}-09-09` });
    const paths = [note, `${note}/edit`, `${note}/take-back`, file, `${base}/KE/cites/${year}`];
    for (const login of ['rilo.esa', 'wco.admin', 'vn.ncp', 'rilo.ap'])
      for (const path of paths) {
        const browser = await portal.as(login);
        expect([login, path, await statusOf(browser, path)]).toEqual([login, path, 404]);
      }
    for (const login of ['rilo.esa', 'wco.admin']) {
      const browser = await portal.as(login);
      const list = await pageOf(browser);
      expect(list).toContain('Obligations of the Members');
      expect(list).toContain(`Kenya 9 Sept ${year}`);
      const page = await pageOf(browser, '?member=KE');
      expect(page).toContain(`CITES annual illegal trade report ${year}`);
      expect(page).not.toMatch(/KE-\d{4}-\d{6}/);
      expect(page).not.toContain('lines of');
      expect((await browser.post(`${base}/KE/cites/${year}/files`, { which: 'ready' })).status).toBe(404);
      expect((await browser.post(`${base}/KE/cites/${year}/sent`, {})).status).toBe(404);
    }
    expect(await statusOf(await portal.as('rilo.ap'), `${base}?member=KE`)).toBe(404);
    expect(await statusOf(await portal.as('vn.ncp'), `${base}?member=KE`)).toBe(404);
    expect(await pageOf(await portal.as('rilo.ap'))).not.toContain('Kenya');
    for (const login of ['ke.limited', 'ke.reader', 'wco.cenmat', 'unep.partner'])
      expect([login, await statusOf(await portal.as(login), base)]).toEqual([login, 403]);
    const officer = await portal.as('ke.officer');
    expect([await statusOf(officer, base), await statusOf(officer, file)]).toEqual([200, 200]);
  });

  test('a gap is shown on the page where it is, also in a column that is left out elsewhere', async () => {
    const shown = () => pageOf(ncp, `?year=${year - 3}`);
    await ground.put([record(year - 3)]);
    expect(await shown()).not.toContain('Disposal of confiscated specimens');
    await ground.put([record(year - 3, { facts: { disposal: undefined } })]);
    expect(await shown()).toMatch(/Disposal of confiscated specimens .*missing/);
  });
});

describe('what waits', () => {
  const waits = async (login: string) => readParts(portal.pool, waitingOnObligations(await ground.viewer(login)));

  test('where no year is chosen, the CITES report of the year before stands with the last until it was sent', async () => {
    const older = `by the Management Authority · ${year - 1}`;
    await portal.owner.query('delete from obligation_sendings');
    await ground.put([record(year - 1)]);
    expect(await pageOf(ncp)).toContain(older);
    expect(await pageOf(ncp, `?year=${year}`)).not.toContain(older);
    await write(`cites/${year - 1}`, await take(`cites/${year - 1}`));
    expect(await pageOf(ncp)).not.toContain(older);
  });

  test('a CITES report waits for the contact point from 60 days before its date until it was sent', async () => {
    await portal.owner.query('delete from obligation_sendings');
    const [first] = await waits('ke.ncp');
    const due = `${year + 1}-10-31`;
    const isNear = Date.parse(due) - Date.now() <= 60 * 86_400_000;
    // The one of the year before is over its date on every day of a year.
    expect(first).toMatchObject({ ref: String(year - 1), due: `${year}-10-31`, more: { say: 'over' } });
    expect(await waits('ke.ncp')).toHaveLength(isNear ? 2 : 1);
    expect([await waits('ke.officer'), await waits('rilo.esa'), await waits('vn.ncp')]).toEqual([[], [], []]);
    await write(`cites/${year - 1}`, await take(`cites/${year - 1}`));
    expect((await waits('ke.ncp')).map(({ ref }) => ref)).not.toContain(String(year - 1));
    expect(textOf(await ncp.get('/waiting?room=analysis')).includes('CITES report of')).toBe(isNear);
  });
});
