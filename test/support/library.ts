import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import supertest from 'supertest';
import type { Browser, TestPortal } from './portal.ts';

export interface LibraryRow {
  readonly id: string;
  readonly fileId: string;
  readonly folderId: string | null;
  readonly number: number;
  readonly storedId: string;
  readonly previewId: string | null;
  readonly kind: string;
  readonly size: number;
}

/** The library of an operation as a test works with it. */
export interface Library {
  readonly path: string;
  /** Sends files by the ordinary form of a folder (the top when left out). */
  add(
    login: string,
    files: readonly { name: string; content: Buffer | string }[],
    options?: { folder?: string; note?: string; clientUuid?: string },
  ): Promise<supertest.Response>;
  addVersion(
    login: string,
    fileId: string,
    file: { name: string; content: Buffer | string },
    note?: string,
  ): Promise<supertest.Response>;
  /** Makes a folder and answers its id. */
  folder(login: string, name: string, parent?: string): Promise<string>;
  /** Versions, the first first, once nothing waits to be checked any more. */
  checked(): Promise<LibraryRow[]>;
  download(login: string, row: LibraryRow): Promise<supertest.Response>;
}

export function libraryOf(portal: TestPortal, operationId: string): Library {
  const path = `/cencomm/operations/${operationId}/files`;
  const as = (login: string): Promise<Browser> => portal.as(login);
  return {
    path,
    async add(login, files, { folder, note = '', clientUuid = randomUUID() } = {}) {
      return (await as(login)).uploadMany(
        folder === undefined ? path : `${path}/folders/${folder}`,
        files,
        { clientUuid, note },
        { from: '/account' },
      );
    },
    async addVersion(login, fileId, file, note = '') {
      return (await as(login)).upload(
        `${path}/${fileId}/versions`,
        file,
        { clientUuid: randomUUID(), note },
        '/account',
      );
    },
    async folder(login, name, parent = '') {
      const before = await folderIds(portal, operationId);
      const answer = await (await as(login)).post(
        `${path}/folders`,
        { clientUuid: randomUUID(), parent, name },
        '/account',
      );
      if (answer.status !== 303) throw new Error(`no folder: ${answer.status}`);
      return (await folderIds(portal, operationId)).find(id => !before.includes(id)) as string;
    },
    async checked() {
      for (let tries = 0; tries < 300; tries += 1) {
        const {
          rows: [waits],
        } = await portal.owner.query(
          `select count(*)::int as n from cencomm_uploads where operation_id = $1 and state = 'checking'`,
          [operationId],
        );
        if (waits.n === 0) break;
        await sleep(100);
      }
      const { rows } = await portal.owner.query<LibraryRow>(
        `
        select v.id, v.file_id as "fileId", f.folder_id as "folderId", v.number, v.stored_id as "storedId",
          v.preview_id as "previewId", v.kind, v.size::float8 as size
        from cencomm_library_versions v join cencomm_library_files f on f.id = v.file_id where v.operation_id =
          $1 order by v.created_ms, v.number`,
        [operationId],
      );
      return rows;
    },
    async download(login, { fileId, id }) {
      const browser = await as(login);
      return supertest(portal.url)
        .get(`${path}/${fileId}/versions/${id}`)
        .set(browser.headers())
        .buffer(true)
        .parse((res, done) => {
          const parts: Buffer[] = [];
          res.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
        });
    },
  };
}

async function folderIds({ owner }: TestPortal, operationId: string): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    'select id from cencomm_library_folders where operation_id = $1 order by id',
    [operationId],
  );
  return rows.map(({ id }) => id);
}
