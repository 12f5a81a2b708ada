import type { Views } from '../../src/web/render.ts';

/** What `<%= %>` may put out: objects would be shown as "[object Object]". */
export type Shown = string | number | bigint | null | undefined;

/** Locals that are always given, so that a view may use their bare names; the others stand under `locals`. */
export type Always<Locals> = { [Key in keyof Locals as object extends Pick<Locals, Key> ? never : Key]: Locals[Key] };

/** Views are included by their whole path, with what they need: what the page around was given is not relied on. */
export type Include = <Name extends keyof Views>(
  view: `/${Name}`,
  ...given: object extends Views[Name] ? [locals?: Views[Name]] : [locals: Views[Name]]
) => string;
