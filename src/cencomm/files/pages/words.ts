import type { FieldProblem } from '../../../errors.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import { pathOf } from '../../pages-frame.ts';
import { personText } from '../../words.ts';
import type { Tree } from '../folder-tree.ts';
import type { Folder, Version } from '../library.ts';
import { numberFormat } from '../../../text/formats.ts';

/** Addresses of the library of an operation. */
export const libraryPath = (operationId: string): string => `${pathOf(operationId)}/files`;
export const folderPath = (operationId: string, id: string | null): string =>
  id === null ? libraryPath(operationId) : `${libraryPath(operationId)}/folders/${id}`;
export const filePath = (operationId: string, id: string): string => `${libraryPath(operationId)}/${id}`;

/** "1.4 MB", "38 kB": in thousands, as file managers count. */
export function sizeWords(bytes: number, { lang }: Pick<Words, 'lang'>): string {
  const [value, unit] =
    bytes >= 1e9
      ? [bytes / 1e9, 'gigabyte']
      : bytes >= 1e6
        ? [bytes / 1e6, 'megabyte']
        : [Math.max(bytes / 1000, 1), 'kilobyte'];
  const maximumSignificantDigits = value < 100 ? 2 : 3;
  return numberFormat(lang, { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits }).format(value);
}

/** What a folder is called on a page. */
export function folderName({ name, isBroken }: Folder, { t }: Pick<Words, 't'>): string {
  return name ?? t(isBroken ? 'cencommfiles:brokenName' : 'cencommfiles:earlierFolder');
}

/** "Reports / Ports": the way to a folder from the top, where it is ''. */
export function folderPathText(tree: Tree, id: string | null, words: Pick<Words, 't'>): string {
  return tree
    .pathTo(id)
    .map(one => folderName(one, words))
    .join(' / ');
}

/** What is known of a page's problems at one field, as one text. */
export function errorAt(problems: readonly FieldProblem[], name: string, words: Words): { error?: string } {
  const found = problems.filter(({ path }) => path === name).map(problem => words.problem(problem));
  return found.length > 0 ? { error: found.join(' ') } : {};
}

export function fileName({ name }: Pick<Version, 'name'>, { t }: Pick<Words, 't'>): string {
  return name ?? t('cencommfiles:brokenName');
}

/** "ke.officer · Jane Doe, Kenya" */
export function personWords(
  person: { login: string; personName: string | null; officeId: number },
  words: Words,
  offices: Offices,
): string {
  const office = offices.byId(person.officeId);
  const login = personText(person);
  return office ? words.t('cencommfiles:person', { login, office: words.office(office) }) : login;
}

/** Who added a version, in the same form. */
export function authorWords(
  { authorLogin, authorName, authorOfficeId }: Pick<Version, 'authorLogin' | 'authorName' | 'authorOfficeId'>,
  words: Words,
  offices: Offices,
): string {
  return personWords({ login: authorLogin, personName: authorName, officeId: authorOfficeId }, words, offices);
}

export const timeOf = (ms: number, words: Words): string => words.time(new Date(ms).toISOString());

/** The icon of a kind of file. */
export function iconOf(kind: string): string {
  if (['jpeg', 'png', 'webp', 'tiff', 'avif', 'dicom'].includes(kind)) return 'image';
  return ['xlsx', 'ods', 'csv'].includes(kind) ? 'file-spreadsheet' : 'file-text';
}
