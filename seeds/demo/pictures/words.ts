/** A text in both languages of the portal. */
export interface Words {
  readonly en: string;
  readonly fr: string;
}

export const words = (en: string, fr: string): Words => ({ en, fr });
