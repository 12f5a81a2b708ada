import { readZipDirectory, unzipWhole } from '../../src/files/archive/read-zip.ts';
import { openSource } from '../../src/files/source.ts';

/** The files of an archive by path, as texts. */
export async function unzip(archive: Buffer): Promise<Map<string, string>> {
  const source = await openSource(archive);
  const most = 64 * 1024 * 1024;
  const parts = new Map<string, string>();
  for (const entry of await readZipDirectory(source))
    parts.set(entry.name, (await unzipWhole(source, entry, { bytes: most }, most)).toString());
  return parts;
}
