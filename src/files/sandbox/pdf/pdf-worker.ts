import { officeText } from '../office/office-text.ts';
import { runTaskLoop } from '../task-loop.ts';
import type { PaperTask } from '../tasks.ts';
import { pdfFacts } from './pdf-facts.ts';

runTaskLoop<PaperTask>(({ path, kind }) => (kind === undefined ? pdfFacts(path) : officeText(path, kind)));
