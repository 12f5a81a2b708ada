import { screenByRules } from './screen.ts';

const separators = /[_+.-]+/g;

/**
 * The name a file is kept under: as it came, or "file" with its ending where the name tells of a person. Names are
 * read by everyone who opens the file.
 */
export function impersonalFileName(name: string): string {
  const ending = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  const isPersonal = [stem, stem.replace(separators, ' ')].some(text => screenByRules(text).length > 0);
  return isPersonal ? `file${ending}` : name;
}
