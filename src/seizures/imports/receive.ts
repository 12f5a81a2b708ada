import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { StoredFile } from '../../files/store.ts';
import type { Room } from '../room.ts';
import { latestToday } from '../validate.ts';
import { proposeColumns } from './engine/columns.ts';
import type { ColumnProposal } from './engine/columns.ts';
import type { Overrides } from './engine/dialect.ts';
import { draftPlan } from './engine/draft-plan.ts';
import { headerFingerprint } from './engine/fingerprints.ts';
import type { FileProblem } from './engine/problems.ts';
import type { RawRow } from './engine/rows-raw.ts';
import { sniff } from './engine/sniff.ts';
import type { Sniffed } from './engine/sniffed.ts';
import { voteLanguage } from './engine/vocabulary.ts';
import { queueImport, vocabularyOf } from './jobs.ts';
import { withPlainFile } from './plain-file.ts';
import type { Plan, Sniffing } from './plan.ts';
import { findProfile } from './store-profiles.ts';
import { insertImport, insertImportStep } from './store.ts';

/** A file that cannot be read at all, and why. */
export interface Unreadable { readonly problem: FileProblem }
export interface Received { readonly id: number }

const sampleKept = 60;

/**
 * Takes a stored upload in: recognises it, proposes what its columns are, applies what the office's last file of this
 * shape was told. A known shape goes straight to the reading; else the officer is asked first. Unreadable files leave nothing behind.
 */
export async function receiveFile(room: Room, viewer: Viewer, stored: StoredFile, name: string): Promise<Received | Unreadable> {
  const recognised = await recognise(room, stored.id, {});
  if ('problem' in recognised) {
    await room.files.remove(stored.id);
    return recognised;
  }
  const { sniffed, plan } = recognised;
  const print = headerFingerprint(sniffed.dialect.header);
  const profile = await findProfile(viewer, room.pool, print);
  const known: Plan = profile ? { ...plan, rows: { ...plan.rows, ...remembered(profile.plan.rows, plan.rows.header) }, settled: plan.proposals.map(({ column }) => column), remembered: profile.name } : plan;
  const id = await inTransaction(room.pool, async (client) => {
    const number = await insertImport(viewer, client, {
      fileId: stored.id, fileName: name, fileSize: stored.size, sha256: stored.sha256, sniffed, plan: known, headerPrint: print, rowsEstimated: sniffed.rowsGuess,
      state: profile ? 'reading' : 'uploaded',
    });
    await insertImportStep(client, viewer, number, 'uploaded', { file: name, size: stored.size, sha256: stored.sha256 });
    await note(client, viewer, { action: 'import.uploaded', subject: `import:${number}`, detail: { file: name, size: stored.size } });
    return number;
  });
  if (profile) await queueImport(room, viewer, id);
  return { id };
}

/** The columns may stand in another order than last time: what was said goes with the header. */
function remembered(rows: Plan['rows'], header: readonly string[]): Partial<Plan['rows']> {
  const fieldOf = new Map(rows.header.map((name, column) => [name, rows.mapping[column] ?? null]));
  return { mapping: header.map((name) => fieldOf.get(name) ?? null), constants: rows.constants, ...(rows.heading ? { heading: rows.heading } : {}) };
}

/** Reads a stored file's shape under the officer's choices, and plans what to do with it. */
export async function recognise(room: Room, fileId: string, overrides: Overrides, constants: Readonly<Record<string, string>> = {}): Promise<{ sniffed: Sniffing; plan: Plan } | Unreadable> {
  const vocabulary = vocabularyOf(room);
  const found = await withPlainFile(room.files, fileId, (path) => sniff(path, vocabulary, overrides));
  const { dialect } = found;
  if (!dialect) return { problem: found.problems.find(({ fatal }) => fatal) ?? { code: 'file_not_table', fatal: true, values: {} } };
  const proposals = proposeColumns(dialect.header, found.sample, vocabulary, dialect.tags);
  const rows = draftPlan({ header: dialect.header, proposals, sample: found.sample, vocabulary, today: latestToday(new Date()), constants });
  const language = voteLanguage(dialect.header, vocabulary);
  return {
    sniffed: withoutPersons({ ...found, dialect }, proposals),
    plan: { rows, proposals: proposals.map(maskExamples), settled: [], overrides, ...(language ? { language } : {}) },
  };
}

/** Cells of columns that hold persons' data are never kept, not even in the sample shown. */
function withoutPersons(found: Sniffed & { dialect: Sniffing['dialect'] }, proposals: readonly ColumnProposal[]): Sniffing {
  const nominal = new Set(proposals.filter(({ field }) => field === 'nominal').map(({ column }) => column));
  const mask = (row: RawRow): RawRow => ({ ...row, cells: row.cells.map((cell, column) => nominal.has(column) && row.line > found.dialect.headerLastLine ? '' : cell.slice(0, 300)) });
  return { ...found, top: found.top.map(mask), sample: found.sample.slice(0, sampleKept).map(mask) };
}

function maskExamples(proposal: ColumnProposal): ColumnProposal {
  return proposal.field === 'nominal' ? { ...proposal, examples: [] } : proposal;
}
