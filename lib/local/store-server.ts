import { writeFileSync } from 'node:fs';
import dynalite from 'dynalite';
import { systemClock } from '../runtime/clock.ts';
import { setEnvironment } from '../runtime/environment.ts';
import { createTable } from '../store/table-admin.ts';
import { LOCAL_AWS, type StoreRecord } from './embedded-store.ts';

/** The process that owns the embedded store of one folder; it ends when nobody has asked it anything for a while. */
const IDLE_MS = 15 * 60_000;
const IDLE_CHECK_MS = 15_000;

const [dataPath = '', recordPath = '', tableName = ''] = process.argv.slice(2);

let lastRequestMs = systemClock.nowMs();
const server = dynalite({ path: dataPath, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
server.on('request', () => {
  lastRequestMs = systemClock.nowMs();
});
server.listen(0, '127.0.0.1', () => {
  void announce();
});

async function announce(): Promise<void> {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  setEnvironment({ ...LOCAL_AWS, AWS_ENDPOINT_URL_DYNAMODB: url });
  await createTable(tableName);
  const record: StoreRecord = { url, pid: process.pid };
  writeFileSync(recordPath, JSON.stringify(record));
  while (systemClock.nowMs() - lastRequestMs < IDLE_MS) await systemClock.sleep(IDLE_CHECK_MS);
  server.close(() => process.exit(0));
}
