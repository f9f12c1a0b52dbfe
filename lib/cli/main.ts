import { runCli } from './program.ts';

// A reader that has seen enough, such as `head`, closes the pipe: nothing is left to say, and nothing went wrong.
process.stdout.on('error', (cause) => {
  if (!('code' in cause) || cause.code !== 'EPIPE') throw cause;
});

process.exitCode = await runCli(process.argv.slice(2));
