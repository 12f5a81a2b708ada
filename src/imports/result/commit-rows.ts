import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { tellLater } from '../../db/news.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import {
  insertPrepared,
  needsApproval,
  prepareSeizure,
  project,
  takeRefs,
  tellRowsApart,
  type PreparedSeizure,
  type SeizureRecord,
  type SeizuresContext,
} from '../../seizures/index.ts';
import { saveProfile } from '../columns/store-profiles.ts';
import { compareAgain } from '../check/compare.ts';
import { countProblems } from '../check/store-problems.ts';
import { listToldApart } from '../check/store-repairs.ts';
import { keptForGood } from '../kept-words/store-kept-words.ts';
import { listWords, rememberAnswers } from '../words/store-words.ts';
import { openWordsOf, remarksOf, type OpenWords } from './remarks.ts';
import { saveInTurn } from './save-in-turn.ts';
import { joinRecords } from '../check/join-records.ts';
import { changeImport, insertImportStep, isWanted, noteProgress, type Import } from '../store.ts';
import { countRows, listJoined, markCommitted, readyRows, type ReadyRow } from '../check/store-rows.ts';

/** Records of one transaction: a stop or a crash loses none and doubles none (unique import_id, import_row). */
const chunk = 1000;

/** Rows read at once: what they are read as is gone before V8 would have to move it. */
const piece = 200;

/** A record and the rows it is made of: one, or several of one national reference. */
interface Made {
  readonly rows: readonly number[];
  readonly seizure: PreparedSeizure;
}

/** Makes records of the ready rows, chunk by chunk, until all are in. False when somebody stopped it. */
export async function commitRows(context: SeizuresContext, viewer: Viewer, file: Import): Promise<boolean> {
  return saveInTurn(context, file, () => saveRows(context, viewer, file));
}

async function saveRows(context: SeizuresContext, viewer: Viewer, file: Import): Promise<boolean> {
  const work = await inTransaction(context.jobPool, client => prepare(client, viewer, context, file));
  if (!work) return false;
  // Two lanes: while PostgreSQL writes one chunk, the next is read and made ready, or written beside it.
  const lanes = await Promise.all([runLane(context, viewer, file, work), runLane(context, viewer, file, work)]);
  try {
    return lanes.every(finished => finished) && (await finish(context, viewer, file));
  } finally {
    // Not at each chunk: every page read meanwhile would count the whole database anew. Last: what looks at new records
    // passes over those of a file that is still being saved.
    context.changed();
    context.news.tell('seizures');
  }
}

/** Rows in so far, the last one taken up, and which rows go into which row's record. */
interface Work {
  committed: number;
  taken: Promise<number>;
  readonly joined: ReadonlyMap<number, readonly number[]>;
  readonly words: OpenWords;
}

/** Looks once more at what is known: other files may have come in since the check. */
async function prepare(
  client: Client,
  viewer: Viewer,
  context: SeizuresContext,
  file: Import,
): Promise<Work | undefined> {
  if (!(await isWanted(client, file))) return undefined;
  await compareAgain(client, viewer, context, file);
  const { committed = 0 } = await countRows(client, file.id);
  return {
    committed,
    taken: Promise.resolve(0),
    joined: await listJoined(client, file.id),
    words: openWordsOf(await listWords(client, file.id), await keptForGood(client, file.officeId)),
  };
}

/** Takes chunk after chunk until none is left. False when the commit was stopped. */
async function runLane(context: SeizuresContext, viewer: Viewer, file: Import, work: Work): Promise<boolean> {
  for (;;) {
    const making = work.taken.then(after => makeChunk(context, viewer, file, work, after));
    work.taken = making.then(({ last }) => last);
    work.taken.catch(() => undefined); // thrown where it is made, below; the other lane may be writing for long
    const { made, isLast } = await making;
    if (made.length > 0 && !(await writeChunk(context, viewer, file, made))) return false;
    work.committed += made.reduce((sum, { rows }) => sum + rows.length, 0);
    await noteProgress(context.jobPool, file.id, { rowsCommitted: work.committed });
    if (isLast) return true;
  }
}

/**
 * The next chunk nobody took, as records ready to be written, read piece by piece. What the contact point approves
 * first stays in the import until a contact point saves it.
 */
async function makeChunk(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  work: Work,
  after: number,
): Promise<{ readonly made: Made[]; readonly last: number; readonly isLast: boolean }> {
  const made: Made[] = [];
  let last = after;
  for (let read = 0; read < chunk; read += piece) {
    const firsts = await readyRows(context.jobPool, file.id, { after: last, limit: piece });
    const others = await othersOf(context, file, work, firsts);
    for (const first of firsts) {
      const one = toSeizure(context, viewer, file, [first, ...(others.get(first.rowNo) ?? [])], work.words);
      if (one) made.push(one);
    }
    last = firsts.at(-1)?.rowNo ?? last;
    if (firsts.length < piece) return { made, last, isLast: true };
  }
  return { made, last, isLast: false };
}

/** Rows that go into the records of some others, by the number of that row. */
async function othersOf(
  { jobPool }: SeizuresContext,
  file: Import,
  { joined }: Work,
  firsts: readonly ReadyRow[],
): Promise<ReadonlyMap<number, readonly ReadyRow[]>> {
  const numbers = firsts.flatMap(({ rowNo }) => joined.get(rowNo) ?? []);
  if (numbers.length === 0) return new Map();
  const rows = new Map((await readyRows(jobPool, file.id, { numbers })).map(row => [row.rowNo, row]));
  return new Map(
    firsts.map(({ rowNo }) => [
      rowNo,
      (joined.get(rowNo) ?? []).map(other => rows.get(other)).filter(row => row !== undefined),
    ]),
  );
}

function isHeld({ offices }: SeizuresContext, viewer: Viewer, record: SeizureRecord): boolean {
  return needsApproval(viewer, offices.owning(String(record.facts.country)), record);
}

/** Writes a chunk whole or not at all. False when the commit was stopped meanwhile. */
async function writeChunk(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  made: readonly Made[],
): Promise<boolean> {
  const seizures = made.map(({ seizure }) => seizure);
  const refs = await takeRefs(context.jobPool, seizures);
  return inTransaction(context.jobPool, async client => {
    if (!(await isWanted(client, file))) return false;
    await tellLater(client);
    const written = await insertPrepared(client, seizures, refs);
    await markCommitted(
      client,
      file.id,
      made.flatMap((one, at) => one.rows.map(rowNo => ({ rowNo, seizureId: written[at]?.id ?? 0 }))),
    );
    await tellRowsApart(client, viewer, await listToldApart(client, file.id, written));
    return true;
  });
}

/** The record of some rows; undefined where the contact point approves it first. */
function toSeizure(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  rows: readonly [ReadyRow, ...ReadyRow[]],
  words: OpenWords,
): Made | undefined {
  const [first] = rows;
  const joined = joinRecords(rows.map(row => row.record));
  const record = isRefTaken(first) ? withoutReference(joined) : joined;
  if (isHeld(context, viewer, record)) return undefined;
  return {
    rows: rows.map(({ rowNo }) => rowNo),
    seizure: prepareSeizure({
      clientUuid: randomUUID(),
      record,
      projection: project(record, context.lists.lookUp, context.offices),
      channel: 'file',
      recordedBy: viewer.accountId,
      importRow: { importId: file.id, row: first.rowNo },
      source: sourceOf(file, rows),
      remarked: { byOffice: file.officeId, remarks: remarksOf(rows, words) },
    }),
  };
}

/** An earlier row of another day has the reference: the record is saved without it. */
function isRefTaken({ problems }: ReadyRow): boolean {
  return problems.some(({ code }) => code === 'ref_again');
}

function withoutReference(record: SeizureRecord): SeizureRecord {
  const { nationalRef: _taken, ...facts } = record.facts;
  return { ...record, facts };
}

/** The file's own columns by header, persons' data left out: what no field can hold is not lost. */
function sourceOf(file: Import, rows: readonly ReadyRow[]): Record<string, string> {
  const { header, mapping } = file.plan.rows;
  const source: Record<string, string> = {};
  for (const [column, name] of header.entries()) {
    const text = mapping[column] === 'nominal' ? '' : cellOf(rows, column);
    if (text !== '') source[name || `#${column + 1}`] = text;
  }
  return source;
}

/** The cell of a column, or the different ones of rows that became one record. */
function cellOf(rows: readonly ReadyRow[], column: number): string {
  if (rows.length === 1) return rows[0]?.raw[column] ?? '';
  return [...new Set(rows.map(({ raw }) => raw[column] ?? ''))].filter(cell => cell !== '').join(' | ');
}

/** What was decided of a file whose rows were saved holds for the next one: its shape, and what its words mean. */
async function learn(client: Client, { id, officeId, headerPrint, fileName, plan }: Import): Promise<void> {
  const office = { office: { id: officeId } };
  await saveProfile(client, office, headerPrint ?? '', fileName, { ...plan, proposals: [] });
  await rememberAnswers(client, officeId, id);
}

/** A file that held persons' data goes once its rows are in; another is kept as evidence. */
async function finish(context: SeizuresContext, viewer: Viewer, file: Import): Promise<boolean> {
  const holdsPersons = file.plan.rows.mapping.includes('nominal');
  const done = await inTransaction(context.jobPool, async client => {
    if (!(await isWanted(client, file))) return false;
    const counts = await countRows(client, file.id);
    await countProblems(client, file.id, file.plan.rows);
    await changeImport(client, file.id, {
      // Rows that wait for the contact point's approval are still to be saved.
      state: (counts.ready ?? 0) > 0 ? 'ready' : 'committed',
      counts,
      finished: true,
      ...(holdsPersons ? { fileId: null } : {}),
    });
    if ((counts.committed ?? 0) > 0) await learn(client, file);
    await insertImportStep(client, viewer, file.id, 'saved', { rows: counts.committed ?? 0 });
    await note(client, viewer, {
      action: 'import.committed',
      subject: `import:${file.id}`,
      detail: { rows: counts.committed ?? 0, file: file.fileName },
    });
    return true;
  });
  if (done && holdsPersons && file.fileId) await context.files.remove(file.fileId);
  return done;
}
