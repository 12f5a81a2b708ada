/**
 * All places of a global pattern in a text, as `matchAll` gives them. That makes a copy of the pattern for each text:
 * where nothing is found, which is nearly always, the copy costs more than looking. The pattern must not match an empty
 * text.
 */
export function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  pattern.lastIndex = 0;
  const found: RegExpExecArray[] = [];
  for (let match = pattern.exec(text); match !== null && match[0] !== ''; match = pattern.exec(text)) found.push(match);
  pattern.lastIndex = 0;
  return found;
}
