import { runTaskLoop } from '../task-loop.ts';
import { pdfFacts } from './pdf-facts.ts';

runTaskLoop(({ path }) => pdfFacts(path));
