import { createHash } from 'node:crypto';

/** Rendered texts of this process, and no longer than the key of an operation stays open: some may be of CENcomm. */
const longestKept = 10 * 60_000;
/** Characters of HTML. */
const most = 16_000_000;
/** A shorter text is rendered sooner than looked up. */
const shortest = 1000;

interface Kept {
  readonly html: string;
  readonly until: number;
}

const kept = new Map<string, Kept>();
let size = 0;

/**
 * What `render` makes of a text, once for as long as it is wanted: `how` is all else that the result depends on. In
 * memory only; the longest unused goes first.
 */
export function renderedOnce(text: string, how: unknown, render: () => string): string {
  if (text.length < shortest) return render();
  const key = createHash('sha256')
    .update(JSON.stringify([text, how]))
    .digest('base64');
  const known = kept.get(key);
  drop(key);
  const entry = known && known.until > Date.now() ? known : { html: render(), until: Date.now() + longestKept };
  kept.set(key, entry);
  size += entry.html.length;
  for (const [oldest, { until }] of kept) {
    if (size <= most && until > Date.now()) break;
    drop(oldest);
  }
  return entry.html;
}

function drop(key: string): void {
  size -= kept.get(key)?.html.length ?? 0;
  kept.delete(key);
}
