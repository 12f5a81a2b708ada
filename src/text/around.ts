/** What stands before and after a part of a text, in whole words, with a sign where it is cut. Pure. */
export function around(text: string, start: number, end: number, most: number): { before: string; after: string } {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  return {
    before: before.length <= most ? before : `…${before.slice(-most).replace(/^\S*\s+/, '')}`,
    after: after.length <= most ? after : `${after.slice(0, most).replace(/\s+\S*$/, '')} …`,
  };
}
