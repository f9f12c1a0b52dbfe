import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Emulator } from './emulator.ts';

/** What webhooks are signed with. */
export const CLIENT_SECRET = 'sim-cloud-app';

/** What an admin would paste; the simulators accept what starts with `sim-`. */
const SECRET_VALUES: Readonly<Record<string, unknown>> = {
  salesforce: { clientId: 'sim-cloud', clientSecret: 'sim-cloud' },
  hubspot: { accessToken: 'sim-cloud' },
  webhooks: { clientSecret: CLIENT_SECRET },
};

/** The folders of the inbox bucket. */
const FOLDERS: readonly string[] = ['spend', 'activity'];

/** Puts the credentials of each CRM, and what webhooks are signed with, into the secrets that the stack created. */
export async function putSecrets(emulator: Emulator, names: ReadonlyMap<string, string>): Promise<void> {
  const client = new SecretsManagerClient(clientOptions(emulator));
  for (const [crm, SecretId] of names) {
    const SecretString = JSON.stringify(SECRET_VALUES[crm]);
    await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  }
}

/** Uploads the spend and activity sheets of an export folder; returns how many. */
export async function uploadSheets(emulator: Emulator, inbox: string, exportDir: string): Promise<number> {
  const client = new S3Client({ ...clientOptions(emulator), forcePathStyle: true });
  let uploaded = 0;
  for (const folder of FOLDERS) {
    for (const file of await readdir(join(exportDir, folder))) {
      const Body = await readFile(join(exportDir, folder, file));
      await client.send(new PutObjectCommand({ Bucket: inbox, Key: `${folder}/${file}`, Body }));
      uploaded += 1;
    }
  }
  return uploaded;
}

function clientOptions(emulator: Emulator) {
  const key = emulator.env['AWS_ACCESS_KEY_ID'] ?? '';
  return {
    endpoint: emulator.url,
    region: emulator.region,
    credentials: { accessKeyId: key, secretAccessKey: key },
  };
}
