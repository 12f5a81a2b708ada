import type { Heading } from '../goods/heading.ts';

/**
 * The product is the medium. No picture may ever be stored for this heading, and nothing but the medium need be stated.
 */
export const pornography: Heading = {
  code: 'PORN',
  position: 12,
  icon: 'eye-off',
  productList: 'pornography',
  needsText: ['POR-OTH'],
  unitKinds: ['count'],
  unitKindsByProduct: {
    'POR-DIGITAL': ['count', 'files'],
    'POR-ONLINE': ['files', 'count'],
    'POR-OTH': ['count', 'files'],
  },
  quantityRequired: false,
  hsPrefixes: ['4901', '4902', '4911', '3706', '8523', '8471', '8517', '9503'],
  fields: [
    {
      name: 'kind',
      form: 'short',
      type: 'choice',
      options: ['adult_obscene', 'child_sexual_abuse', 'other_illegal', 'unknown'],
    },
    {
      name: 'filesBand',
      form: 'long',
      type: 'choice',
      options: ['under_100', '100_999', '1000_9999', '10000_over', 'unknown'],
      products: ['POR-DIGITAL', 'POR-ONLINE', 'POR-VIDEO', 'POR-OTH'],
    },
    { name: 'policeTold', form: 'long', type: 'yesno' },
  ],
  pictures: false,
};
