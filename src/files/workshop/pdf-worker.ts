import { answerTasks } from './answering.ts';
import { pdfFacts } from './pdf-facts.ts';

answerTasks(({ path }) => pdfFacts(path));
