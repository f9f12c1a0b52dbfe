import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { ChannelFile, ChannelFiles } from './channel-files.ts';

const PREFIXES = ['spend/', 'activity/'] as const;

/** Channel files of the inbox bucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function createBucketFiles(bucket: string): ChannelFiles {
  // Path style also works where bucket names are no host names, as in an emulator.
  const client = new S3Client({ forcePathStyle: true });
  return {
    read: async () => {
      const keys = (await Promise.all(PREFIXES.map((prefix) => listKeys(client, bucket, prefix)))).flat();
      return Promise.all(keys.map((key) => readObject(client, bucket, key)));
    },
  };
}

async function listKeys(client: S3Client, bucket: string, prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key?.endsWith('.csv') === true ? [Key] : [])));
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return keys;
}

async function readObject(client: S3Client, bucket: string, name: string): Promise<ChannelFile> {
  const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
  const bytes = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
  return { name, bytes };
}
