/**
 * A migration that takes away or changes what the release before it reads exports one of these as `contract`. It is
 * applied only when every process that lives knows the migration `after`, which came with the first release that does
 * without; a process that does not know it is not started any more.
 */
export interface Contract {
  readonly after: string;
  /** What goes or changes: `table.column`, or a whole table by its name. */
  readonly takes: readonly string[];
}
