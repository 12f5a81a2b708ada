import type { presentForm, FormPage } from '../../forms/index.ts';
import type {
  presentCode,
  presentCodes,
  presentCounts,
  presentLists,
  presentRecoding,
  presentWords,
} from './pages/presenter.ts';

/* What the views of this feature are given: src/web/render.ts. */
declare module '../../web/render.ts' {
  interface Views {
    'seizures/codes/_counts': { readonly preview: ReturnType<typeof presentCounts> };
    'seizures/codes/code': ReturnType<typeof presentCode>;
    'seizures/codes/index': ReturnType<typeof presentLists>;
    'seizures/codes/list': ReturnType<typeof presentCodes>;
    'seizures/codes/recode': ReturnType<typeof presentForm<FormPage>> & {
      readonly preview: ReturnType<typeof presentCounts>;
      /** Words that become the code. */
      readonly said: readonly string[];
    };
    'seizures/codes/recoding': ReturnType<typeof presentRecoding>;
    'seizures/codes/words': ReturnType<typeof presentWords>;
  }
}
