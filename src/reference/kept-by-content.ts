import { createHash } from 'node:crypto';

/**
 * What takes long to make of lists, kept until they say something else: most changes are of other lists, or of no
 * names. Content is compared by a print of its JSON, so that the lists themselves are not kept twice.
 */
export function keptByContent<Content, Made>(make: (content: Content) => Made): (content: Content) => Made {
  let last: { readonly print: string; readonly made: Made } | undefined;
  return content => {
    const print = createHash('sha256').update(JSON.stringify(content)).digest('base64');
    if (last?.print !== print) last = { print, made: make(content) };
    return last.made;
  };
}
