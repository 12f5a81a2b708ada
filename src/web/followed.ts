/** What an account follows in one room, as the page of all that it follows shows it. */
export interface FollowedList {
  /** Of its heading on the page. */
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly icon: string;
  readonly rows: readonly {
    readonly title: string;
    readonly href: string;
    readonly text: string;
    /** How much is new; empty for nothing. */
    readonly fresh: string;
    readonly end?: { readonly action: string; readonly label: string };
  }[];
  readonly none: string;
  readonly more: { readonly label: string; readonly href: string };
}
