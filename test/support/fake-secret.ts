import type { AwsCall } from './aws-server.ts';

/** One secret as Secrets Manager keeps it: versions by id, each label on one of them. */
export interface FakeSecret {
  readonly answer: (call: AwsCall) => { readonly status?: number; readonly body: unknown };
  /** What is in use, parsed. */
  readonly current: () => unknown;
  /** An admin puts another value there. */
  readonly put: (value: unknown) => void;
  readonly versions: () => number;
}

const CURRENT = 'AWSCURRENT';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html and its neighbours. */
export function createFakeSecret(first: unknown): FakeSecret {
  const versions = new Map<string, string>();
  const labels = new Map<string, string>();
  let admins = 0;
  const put = (value: unknown): void => {
    admins += 1;
    const id = `admin-${admins}`;
    versions.set(id, JSON.stringify(value));
    labels.set(CURRENT, id);
  };
  put(first);
  const error = (name: string) => ({ status: 400, body: { __type: name, message: name } });

  const get = (body: AwsCall['body']) => {
    const id =
      body['VersionId'] === undefined
        ? labels.get(String(body['VersionStage'] ?? CURRENT))
        : String(body['VersionId']);
    const text = id === undefined ? undefined : versions.get(id);
    return text === undefined
      ? error('ResourceNotFoundException')
      : { body: { VersionId: id, SecretString: text } };
  };
  const add = (body: AwsCall['body']) => {
    const [id, text] = [String(body['ClientRequestToken']), String(body['SecretString'])];
    if (id.length < 32 || id.length > 64) return error('InvalidParameterException');
    if (versions.has(id) && versions.get(id) !== text) return error('ResourceExistsException');
    versions.set(id, text);
    const stages = Array.isArray(body['VersionStages']) ? body['VersionStages'] : [CURRENT];
    for (const stage of stages) labels.set(String(stage), id);
    return { body: { VersionId: id } };
  };
  const move = (body: AwsCall['body']) => {
    const stage = String(body['VersionStage']);
    if (labels.get(stage) !== body['RemoveFromVersionId']) return error('InvalidParameterException');
    labels.set(stage, String(body['MoveToVersionId']));
    return { body: {} };
  };
  return {
    put,
    versions: () => versions.size,
    current: () => JSON.parse(versions.get(labels.get(CURRENT) ?? '') ?? 'null'),
    answer: ({ operation, body }) => {
      if (operation === 'GetSecretValue') return get(body);
      if (operation === 'PutSecretValue') return add(body);
      if (operation === 'UpdateSecretVersionStage') return move(body);
      return error('InvalidRequestException');
    },
  };
}
