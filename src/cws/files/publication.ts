import type { Queryable } from '../../db/pool.ts';
import type { FieldProblem } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import type { Picture } from '../../markup/index.ts';
import type { Complete } from '../documents/editing/completion.ts';
import type { Content, CwsDocument } from '../documents/document.ts';
import type { CwsContext } from '../context.ts';
import type { CwsFile } from './file.ts';
import { listFiles } from './store.ts';

/** The files of a publication: each must be one of this document's that was found clean. */
export const checkFiles: Complete = async (on, _viewer, _context, { id }, content) => {
  const known = new Map(
    (
      await listFiles(
        on,
        id,
        content.files.map(use => use.id),
      )
    ).map(file => [file.id, file]),
  );
  const problems = content.files.flatMap(use => {
    const file = known.get(use.id);
    if (file?.state === 'clean') return [];
    return [
      {
        path: 'file',
        key: file?.state === 'waiting' ? 'cwsfiles:problem.waiting' : 'cwsfiles:problem.refused',
        values: { name: file?.name ?? use.id },
      },
    ];
  });
  return { content, problems };
};

/** Problems of captions with the name of their file: on the page of the texts it says which one is meant. */
export async function withFileNames(
  on: Queryable,
  { id }: Pick<CwsDocument, 'id'>,
  problems: readonly FieldProblem[],
): Promise<FieldProblem[]> {
  const fileOf = ({ path }: FieldProblem): string | undefined => /^caption\.(?:en|fr)\.(.+)$/.exec(path)?.[1];
  const files = await listFiles(
    on,
    id,
    problems.flatMap(problem => fileOf(problem) ?? []),
  );
  return problems.map(problem => {
    const name = files.find(file => file.id === fileOf(problem))?.name;
    return name === undefined ? problem : { ...problem, values: { ...problem.values, name } };
  });
}

interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly caption: string;
  readonly kind: string;
  readonly size: number;
  readonly pages: number | null;
  readonly href: string;
  readonly previewHref: string | undefined;
}

/** Pictures of a version by the number of their file, and everything it shows and gives. */
export interface ShownFiles {
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly gallery: readonly (Picture & {
    readonly id: string;
    readonly caption: string;
    readonly isXray: boolean;
    readonly href: string;
  })[];
  readonly attachments: readonly ShownFile[];
}

/** The clean files of a version, ready to be shown in a language. */
export async function shownFiles(
  context: CwsContext,
  document: Pick<CwsDocument, 'id'>,
  content: Content,
  lang: Language,
): Promise<ShownFiles> {
  const files = (
    await listFiles(
      context.pool,
      document.id,
      content.files.map(({ id }) => id),
    )
  ).filter(({ state }) => state === 'clean');
  const uses = new Map(content.files.map(use => [use.id, use]));
  const captionOf = ({ id, name }: CwsFile): string =>
    uses.get(id)?.captions[lang] ?? uses.get(id)?.captions[content.original] ?? name;
  const shown = files.flatMap(file => {
    const card = file.derivatives.find(({ size }) => size === 'screen') ?? file.derivatives.at(-1);
    return card === undefined
      ? []
      : [
          {
            file,
            picture: {
              src: `/cws/files/${file.id}/${card.size}`,
              alt: captionOf(file),
              width: card.width,
              height: card.height,
            },
          },
        ];
  });
  const inText = new Set(
    Object.values(content.texts).flatMap(text =>
      [...text.body.matchAll(/\(file:([0-9a-f-]{36})\)/g)].map(([, id]) => id),
    ),
  );
  return {
    pictures: new Map(shown.map(({ file, picture }) => [file.id, picture])),
    gallery: shown
      .filter(({ file }) => uses.get(file.id)?.role !== 'attachment' && !inText.has(file.id))
      .map(({ file, picture }) => ({
        ...picture,
        id: file.id,
        caption: captionOf(file),
        isXray: uses.get(file.id)?.role === 'xray',
        href: `/cws/files/${file.id}`,
      })),
    attachments: files
      .filter(file => uses.get(file.id)?.role === 'attachment')
      .map(file => ({
        id: file.id,
        name: file.name,
        caption: captionOf(file),
        kind: file.kind.toUpperCase(),
        size: file.size,
        pages: file.pages,
        href: `/cws/files/${file.id}`,
        previewHref: file.kind === 'pdf' || file.derivatives.length > 0 ? `/cws/files/${file.id}/preview` : undefined,
      })),
  };
}
