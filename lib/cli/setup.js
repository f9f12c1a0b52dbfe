// Plain JavaScript, because it runs before the pinned Node is there: `npm start` and `npm test` call it first.
// It installs what the lockfile names when that is not what is installed, and prints nothing otherwise.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Oldest Node that can run the npm that reads our lockfile; the code itself runs on the pinned Node 24. */
const OLDEST_NODE = 18;

/** Oldest npm that reads lockfile version 3 with its `allowScripts`. */
const OLDEST_NPM = 10;

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const problem = toolProblem() ?? installProblem();
if (problem !== undefined) {
  console.error(`revloop: ${problem}`);
  process.exit(1);
}

/** What is wrong with the Node or npm that runs this, in one line. */
function toolProblem() {
  const node = Number(process.versions.node.split('.')[0]);
  if (node < OLDEST_NODE)
    return `Node ${process.versions.node} is too old to install RevLoop. Install Node 20 or later, then run the command again.`;
  const npm = /(?:^| )npm\/(\d+)/.exec(process.env.npm_config_user_agent ?? '');
  if (npm !== null && Number(npm[1]) < OLDEST_NPM)
    return `npm ${npm[1]} is too old to install RevLoop. Run: npm install --global npm@11`;
  return undefined;
}

/** Installs where needed; what went wrong with that, in one line. */
function installProblem() {
  const reason = installReason();
  if (reason === undefined) return undefined;
  console.log(`revloop: ${reason}: installing the packages of package-lock.json (about a minute)`);
  const { command, args } = npmCommand();
  const { status, stdout, stderr, error } = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    env: outerEnvironment(),
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (error !== undefined) return `npm could not be started (${error.message}). Run: npm ci`;
  if (status !== 0) return `npm ci failed: ${firstError(`${stderr}\n${stdout}`)} Run: npm ci`;
  if (!hasPinnedNode())
    return 'Node 24 was not installed into node_modules, because install scripts are off. Run: npm ci --ignore-scripts=false';
  return undefined;
}

/** Why the packages must be installed; undefined when they are what the lockfile says. */
function installReason() {
  const installed = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return 'first start';
  if (statSync(installed).mtimeMs < statSync(join(ROOT, 'package-lock.json')).mtimeMs)
    return 'package-lock.json is newer than node_modules';
  return hasPinnedNode() ? undefined : 'the pinned Node is not in node_modules';
}

function hasPinnedNode() {
  return ['node', 'node.exe'].some((name) => existsSync(join(ROOT, 'node_modules/node/bin', name)));
}

/** The npm that runs this script, on the Node it came with; else the one on the path. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli === undefined || !cli.endsWith('npm-cli.js')) return { command: 'npm', args: [] };
  return { command: process.env.npm_node_execpath ?? process.execPath, args: [cli] };
}

/** Without our own node_modules/.bin: the Node in there is about to be replaced. */
function outerEnvironment() {
  const own = join(ROOT, 'node_modules/.bin');
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => resolve(folder) !== own);
  return { ...process.env, PATH: path.join(delimiter) };
}

/** The first line of npm's output that says something; its log has the rest. */
function firstError(output) {
  const lines = output.split('\n').map((text) => text.replace(/^npm (error|ERR!)\s*/, '').trim());
  const line = lines.find((text) => text !== '' && !text.startsWith('npm warn') && !/^code \S+$/.test(text));
  return `${(line ?? 'no message').replace(/\.$/, '')}.`;
}
