import { kinds, type FileKind } from './kinds/kinds.ts';

/** Characters of a name that is kept. */
const longest = 150;
/** Controls, characters nobody sees, and those that turn the reading direction round. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029\u115f\u1160\u3164]/gu;
/** What file systems take for something else. */
const awkward = /[<>:"|?*]/g;
/** Windows opens a device instead of a file of this name. */
const device = /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?=$|\.)/i;

/** A name to store and to show: no path, nothing invisible or reversing, not hidden, no device. Never empty. */
export function cleanName(name: string): string {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? '';
  const plain = last.normalize('NFC').replace(unseen, '').replace(awkward, '_').replace(/\s+/g, ' ').trim();
  const visible = plain.replace(/^[. ]+/, '').replace(/[. ]+$/, '');
  return shortened(device.test(visible) ? `_${visible}` : visible) || 'file';
}

/** Cut in the middle, so that the ending stays. */
function shortened(name: string): string {
  if (name.length <= longest) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  return `${name
    .slice(0, longest - ending.length)
    .toWellFormed()
    .replace(/[\ufffd. ]+$/, '')}${ending}`;
}

const known = new Set(Object.values(kinds).flatMap(({ endings }) => endings as readonly string[]));

/**
 * A clean name whose ending agrees with what the file is: the ending of another kind is replaced, any other is added
 * to.
 */
export function nameFor(name: string, kind: FileKind): string {
  const clean = cleanName(name);
  const endings: readonly string[] = kinds[kind].endings;
  const dot = clean.lastIndexOf('.');
  const ending = dot < 0 ? '' : clean.slice(dot + 1).toLowerCase();
  if (endings.includes(ending)) return clean;
  return shortened(`${known.has(ending) ? clean.slice(0, dot) : clean}.${endings[0] ?? kind}`);
}
