/** Cases as codes: `columns[attribute][row]`, each code counted from 0, -1 where the record does not say. */
export interface Cases {
  readonly columns: readonly Int32Array[];
  /** The Member that reported the row. */
  readonly members: Int32Array;
  /** Quarter of the seizure, counted from the first: 0, 1, 2 … */
  readonly quarters: Int32Array;
  /**
   * Rows with the same number are compared with each other only: what Members, times and uploads differ in is no sign
   * (`strataOf`).
   */
  readonly strata: Int32Array;
  /** Rows of one event (one sender, one search) have one number and count once; -1 is an event of its own. */
  readonly events?: Int32Array;
}

/** One value of one attribute. */
export interface Sign {
  readonly attribute: number;
  readonly code: number;
}

/** What an officer can see, and what was found. */
export interface Condition {
  readonly signs: readonly Sign[];
  readonly outcome: Sign;
}

/** An upload of so many rows is a group of its own; smaller ones lie in the year of their Member. */
const ownFrom = 20;

/**
 * Member by upload, or Member by year where a case came alone or in a small upload. So a bulk upload of
 * one kind of case tells nothing for any sign, as all its cases are alike.
 */
export function strataOf(members: Int32Array, years: Int32Array, uploads?: Int32Array): Int32Array {
  const sizes = new Map<number, number>();
  for (const upload of uploads ?? []) sizes.set(upload, (sizes.get(upload) ?? 0) + 1);
  const known = new Map<string, number>();
  return members.map((member, row) => {
    const upload = uploads?.[row] ?? -1;
    const isOwn = upload >= 0 && (sizes.get(upload) ?? 0) >= ownFrom;
    const name = `${member} ${isOwn ? `u${upload}` : `y${years[row]}`}`;
    const code = known.get(name) ?? known.size;
    known.set(name, code);
    return code;
  });
}

/** The first row of each event; of every row where events are not told. */
export function firstOfEvents({ members, events }: Cases): Int32Array {
  const seen = new Set<number>();
  const rows: number[] = [];
  for (let row = 0; row < members.length; row += 1) {
    const event = events?.[row] ?? -1;
    if (event >= 0 && seen.has(event)) continue;
    seen.add(event);
    rows.push(row);
  }
  return Int32Array.from(rows);
}
