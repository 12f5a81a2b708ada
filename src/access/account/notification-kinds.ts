/** What can be told by e-mail and switched off. */
export const chosenKinds = [
  'review',
  'alarm',
  'suggestion',
  'application',
  'cws',
  'referral',
  'seizure',
  'cencomm',
] as const;
export type ChosenKind = (typeof chosenKinds)[number];

/** 'account' (password, factors, sign-ins, end of access) cannot be switched off. */
export type NotificationKind = ChosenKind | 'account';
