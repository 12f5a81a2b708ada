import { NotVisible } from '../../errors.ts';
import { isId } from '../operations/store.ts';
import { deepest, type Folder } from './library.ts';

/** The folders of an operation as one of its members sees them. Null is the top. */
export interface Tree {
  /** Throws NotVisible for anything but a folder of this operation that the member sees. */
  get(id: unknown): Folder;
  /** From the top down to the folder itself. */
  pathTo(id: string | null): readonly Folder[];
  inside(id: string | null): readonly Folder[];
  /** Whether the folder is the other one, or somewhere inside it. */
  isIn(id: string | null, other: string): boolean;
  /** Levels of folders from this one down, itself included. */
  height(id: string): number;
  readonly all: readonly Folder[];
}

/** Whether a folder of this height fits into another one without exceeding the greatest depth. */
export function fitsInto(tree: Tree, parentId: string | null, height: number): boolean {
  return tree.pathTo(parentId).length + height <= deepest;
}

/** Joins folders to a tree. A folder older than the membership is visible if it leads to something the member sees. */
export function treeOf(all: readonly Folder[]): Tree {
  const known = new Map(all.map(folder => [folder.id, folder]));
  const children = (id: string | null): Folder[] => all.filter(({ parentId }) => parentId === id);
  const leadsOn = (folder: Folder): boolean =>
    folder.name !== undefined || folder.isBroken || folder.files > 0 || children(folder.id).some(leadsOn);
  const pathTo = (id: string | null): Folder[] => {
    const folder = id === null ? undefined : known.get(id);
    return folder === undefined ? [] : [...pathTo(folder.parentId), folder];
  };
  const height = (id: string): number => 1 + Math.max(0, ...children(id).map(child => height(child.id)));
  return {
    pathTo,
    height,
    all: all.filter(leadsOn),
    get(id) {
      const folder = isId(id) ? known.get(id) : undefined;
      if (!folder || !leadsOn(folder)) throw new NotVisible('no such folder');
      return folder;
    },
    inside: id => children(id).filter(leadsOn),
    isIn: (id, other) => pathTo(id).some(folder => folder.id === other),
  };
}
