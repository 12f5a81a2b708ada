import type { Language } from '../../i18n/index.ts';
import type { Picture } from '../../markup/index.ts';
import type { CwsRoom } from '../room.ts';
import type { Content } from './document.ts';
import type { Complete } from './facts.ts';

/** The files of a publication: each must be one of this document's that was found clean. */
export const checkFiles: Complete = async (_room, _viewer, _on, _document, content) => ({ content, problems: [] });

/** Pictures of a version that its text may show, by the number of their file. */
export async function picturesOf(_room: CwsRoom, _content: Content, _lang: Language): Promise<ReadonlyMap<string, Picture>> {
  return new Map();
}
