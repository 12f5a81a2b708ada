import { answerTasks } from './answering.ts';
import { makePictures } from './pictures.ts';

answerTasks(({ path }) => makePictures(path));
