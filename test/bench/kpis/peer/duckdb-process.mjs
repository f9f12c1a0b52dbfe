// Plain JavaScript, because its types are installed only where the bench runs. It loads the CSV files of the folder it
// is given, then answers each message: 'timed' with what one round took and its sums, 'exact' with sums to the unit.
import { DuckDBInstance } from '@duckdb/node-api';
import { customers, exactMoney, perDeal, sums } from './queries.mjs';

const [folder] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const db = await instance.connect();
await db.run(`CREATE TABLE deals AS SELECT * FROM read_csv('${folder}/deals.csv')`);
await db.run(`CREATE TABLE touches AS SELECT * FROM read_csv('${folder}/touches.csv')`);

process.on('message', async (wanted) => {
  try {
    process.send(wanted === 'timed' ? await timed() : await exact());
  } catch (cause) {
    process.stderr.write(`duckdb: ${cause.stack}\n`);
    process.exit(1);
  }
});
process.send({ loaded: true });

async function timed() {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await db.run(perDeal);
  const byModel = await rows(sums);
  const byCustomer = await rows(customers);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return {
    ms,
    cpuMs: (user + system) / 1000,
    mb: process.resourceUsage().maxRSS / 1024,
    byModel,
    byCustomer,
  };
}

async function exact() {
  const result = {};
  for (const model of ['linear', 'u', 'w']) result[model] = await rows(exactMoney(model));
  return result;
}

async function rows(sql) {
  const read = await db.runAndReadAll(sql);
  return read.getRows().map((row) => row.map(Number));
}
