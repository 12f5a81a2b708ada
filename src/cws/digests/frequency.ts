/** How often one is told of what was published. */
export const rhythms = ['none', 'daily', 'weekly'] as const;
export type Rhythm = (typeof rhythms)[number];
