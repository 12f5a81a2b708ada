import type { Field } from './goods/heading.ts';

/**
 * The common fields of a record (domain.md section 3.2), by step of the entry form. Form, validation, search, detail
 * page, history, import and export read this list, as they read the headings' own fields. Labels:
 * `seizures:fields.<name>`; options: `seizures:fieldOptions.<name>.<value>`.
 */
export const steps = ['circumstances', 'goods', 'route', 'concealment', 'persons', 'outcome', 'review'] as const;
export type Step = (typeof steps)[number];
/** Where a draft is written: at a step, or the short form on one page. */
export const leaves = [...steps, 'page'] as const;
export type Leaf = (typeof leaves)[number];

export const roles = [
  'passenger',
  'courier',
  'driver',
  'crew',
  'importer',
  'exporter',
  'broker',
  'addressee',
  'other',
] as const;
export const sexes = ['female', 'male', 'not_recorded'] as const;
export const ageBands = ['under_18', '18_29', '30_44', '45_59', '60_over', 'not_recorded'] as const;

export const commonFields: Readonly<Record<Exclude<Step, 'goods' | 'review'>, readonly Field[]>> = {
  circumstances: [
    { name: 'nationalRef', form: 'short', type: 'text', max: 60, isNumbered: true },
    {
      name: 'agency',
      form: 'short',
      type: 'choice',
      options: ['customs', 'coast_guard', 'police', 'joint_team', 'border_guard', 'post', 'other'],
    },
    { name: 'seizureDate', form: 'short', type: 'date', required: true },
    { name: 'datePrecision', form: 'long', type: 'choice', options: ['day', 'month', 'year'] },
    { name: 'country', form: 'short', type: 'code', list: 'country', required: true },
    { name: 'place', form: 'long', type: 'code', list: 'place' },
    { name: 'placeName', form: 'short', type: 'text', max: 120 },
    { name: 'latitude', form: 'long', type: 'decimal', min: -90, max: 90 },
    { name: 'longitude', form: 'long', type: 'decimal', min: -180, max: 180 },
    { name: 'location', form: 'short', type: 'code', list: 'location', required: true },
    { name: 'direction', form: 'short', type: 'code', list: 'direction', required: true },
    {
      name: 'traffic',
      form: 'long',
      type: 'choice',
      options: [
        'commercial',
        'passenger',
        'crew',
        'post',
        'express',
        'general_aviation',
        'pleasure_craft',
        'unaccompanied',
        'unknown',
      ],
    },
    { name: 'operation', form: 'long', type: 'text', max: 80 },
  ],
  route: [
    { name: 'origin', form: 'long', type: 'code', list: 'country' },
    { name: 'departure', form: 'short', type: 'code', list: 'country', required: true },
    { name: 'departurePlace', form: 'long', type: 'text', max: 120 },
    { name: 'transit', form: 'long', type: 'code', list: 'country', many: true },
    { name: 'destination', form: 'short', type: 'code', list: 'country', required: true },
    { name: 'destinationPlace', form: 'long', type: 'text', max: 120 },
    { name: 'transport', form: 'short', type: 'code', list: 'transport', required: true },
    {
      name: 'operator',
      form: 'long',
      type: 'choice',
      options: [
        'airline',
        'shipping_line',
        'express_courier',
        'postal_operator',
        'haulier',
        'rail',
        'private',
        'other',
        'unknown',
      ],
    },
    { name: 'container', form: 'long', type: 'choice', options: ['none', 'dry', 'reefer', 'tank', 'flat', 'open_top'] },
  ],
  concealment: [
    { name: 'concealment', form: 'short', type: 'code', list: 'concealment', required: true },
    { name: 'concealmentText', form: 'long', type: 'longtext', max: 2000 },
    { name: 'packaging', form: 'long', type: 'text', max: 200 },
    { name: 'coverLoad', form: 'long', type: 'text', max: 200 },
    {
      name: 'modus',
      form: 'long',
      type: 'choice',
      many: true,
      options: [
        'non_declaration',
        'mis_description',
        'undervaluation',
        'false_origin',
        'forged_permit',
        'rip_off',
        'switch',
        'double_layering',
        'mixing',
        'round_tripping',
        'splitting',
        'identity_abuse',
      ],
    },
    { name: 'detection', form: 'short', type: 'code', list: 'detection', required: true },
    { name: 'detectionMeans', form: 'long', type: 'code', list: 'detection', many: true },
  ],
  persons: [],
  outcome: [
    {
      name: 'disposal',
      form: 'long',
      type: 'choice',
      options: ['destroyed', 'stored', 'returned', 'released', 'forfeited', 'handed_over', 'reshipped', 'unknown'],
    },
    {
      name: 'outcome',
      form: 'long',
      type: 'choice',
      options: ['investigation', 'prosecuted', 'fine', 'settled', 'acquitted', 'no_action', 'unknown'],
    },
    { name: 'laboratory', form: 'long', type: 'choice', options: ['confirmed', 'presumptive', 'no', 'pending'] },
    {
      name: 'valueBasis',
      form: 'long',
      type: 'choice',
      options: ['customs', 'street', 'retail', 'domestic', 'estimated'],
    },
    { name: 'dutyEvaded', form: 'long', type: 'decimal', min: 0, max: 1e12 },
    { name: 'dutyCurrency', form: 'long', type: 'code', list: 'currency' },
    { name: 'handling', form: 'long', type: 'choice', options: ['H0', 'H1', 'H2', 'H3'] },
    { name: 'sourceGrade', form: 'long', type: 'choice', options: ['A', 'B', 'C', 'X'] },
    { name: 'informationGrade', form: 'long', type: 'choice', options: ['1', '2', '3', '4'] },
    { name: 'narrative', form: 'long', type: 'longtext', max: 8000 },
    { name: 'narrativeLang', form: 'long', type: 'choice', options: ['en', 'fr', 'es', 'pt', 'ru', 'ar', 'other'] },
    { name: 'release', form: 'long', type: 'choice', options: ['all', 'region', 'rilos', 'named', 'through_rilo'] },
    { name: 'releaseOffices', form: 'long', type: 'code', list: 'office', many: true },
    { name: 'embargoUntil', form: 'long', type: 'date' },
  ],
};

/** Every common field, in the order of the form. */
export const allCommonFields: readonly Field[] = Object.values(commonFields).flat();
