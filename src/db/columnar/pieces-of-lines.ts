const lineEnd = 10;

/**
 * A stream of lines in pieces of about `size` bytes, each of whole lines. What is copied are codes and numbers: no
 * value holds a line break.
 */
export async function* piecesOfLines(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    parts.push(part);
    length += part.length;
    const end = length < size ? -1 : part.lastIndexOf(lineEnd);
    if (end < 0) continue;
    const rest = part.subarray(end + 1);
    parts[parts.length - 1] = part.subarray(0, end + 1);
    yield Buffer.concat(parts);
    parts = rest.length > 0 ? [rest] : [];
    length = rest.length;
  }
  if (length > 0) yield Buffer.concat(parts);
}
