import { z } from 'zod';

/** Characters. */
const longestAnswer = 20_000;

const enrolAnswer = z.object({
  id: z.string(),
  rawId: z.string(),
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  response: z.object({
    clientDataJSON: z.string(),
    attestationObject: z.string(),
    transports: z.array(z.string().max(20)).max(8).default([]),
  }),
});
const proofAnswer = z.object({
  id: z.string(),
  rawId: z.string(),
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  response: z.object({ clientDataJSON: z.string(), authenticatorData: z.string(), signature: z.string() }),
});

/** What a browser made, as JSON text; undefined for anything else. */
export function readEnrolAnswer(text: string): z.infer<typeof enrolAnswer> | undefined {
  return readJson(text, enrolAnswer);
}

/** What a browser signed, as JSON text; undefined for anything else. */
export function readProofAnswer(text: string): z.infer<typeof proofAnswer> | undefined {
  return readJson(text, proofAnswer);
}

function readJson<T>(text: string, shape: z.ZodType<T>): T | undefined {
  if (text.length > longestAnswer) return undefined;
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
