import type { RunningS3 } from '../support/s3.ts';

/** The settings by which the portal keeps its files there. */
export function storeIn({ place }: RunningS3): Record<string, string> {
  const { bucket, prefix, endpoint = '', region, accessKey, secretKey } = place;
  return {
    FILE_STORE: `s3://${bucket}/${prefix.replace(/\/$/, '')}`,
    S3_ENDPOINT: endpoint,
    S3_REGION: region,
    S3_ACCESS_KEY: accessKey,
    S3_SECRET_KEY: secretKey,
  };
}
