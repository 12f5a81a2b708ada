import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { BadRequest } from '../../../errors.ts';
import { readForm, uuid } from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import { readUpload, uploadProblems } from '../../../web/forms/upload.ts';
import { wordsOf, type CwsContext } from '../../context.ts';
import { largestFile, mostAtOnce } from '../../files/file.ts';
import { attach } from '../steps/attach.ts';
import { actedOn } from './acted-on.ts';
import { show } from './pages-one.ts';
import { path } from './styles.ts';

/** Pictures and documents the sender adds. What can be taken is taken, whatever came of the others. */
export async function addFiles(context: CwsContext, req: Request, res: Response): Promise<void> {
  const referral = await actedOn(context, req, 'write');
  const upload = await readUpload(context.intake, req, res, {
    fileFields: ['file'],
    files: mostAtOnce,
    fileBytes: largestFile,
    fields: 3,
    fieldBytes: 200,
  });
  const problems = uploadProblems(upload, mostAtOnce, wordsOf(context, res).t);
  try {
    const files = upload.files.map(({ file }) => file);
    if (files.length > 0) {
      const { values, problems: hidden } = readForm(req.body, { clientUuid: uuid });
      if (!values) throw new BadRequest(hidden);
      const isKept = await attach(context, viewerOf(req), referral.ref, values.clientUuid, files);
      if (!isKept) await upload.discard();
    }
  } catch (error) {
    await upload.discard();
    if (!(error instanceof Refused)) throw error;
    problems.push(error.problem);
  }
  if (problems.length > 0) return show(context, req, res, { typed: {}, problems });
  res.redirect(303, `${path}/${referral.ref}?done=attached`);
}
