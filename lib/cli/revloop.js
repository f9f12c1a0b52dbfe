#!/usr/bin/env node
// Plain JavaScript, so that a Node too old to run TypeScript can still say so.
import module from 'node:module';

const NEEDED_NODE = 24;

if (Number(process.versions.node.split('.')[0]) < NEEDED_NODE) {
  console.error(
    `RL-1001  RevLoop needs Node ${NEEDED_NODE}, this is ${process.versions.node}. Inside the clone run it by npm, which brings that Node along: npm start, or npx revloop <command> (where install scripts are off, first: npm ci --ignore-scripts=false)`,
  );
  process.exitCode = 2;
} else {
  // What was stripped of its types and compiled once is taken from there: a third off the start of every command.
  module.enableCompileCache();
  await import('./main.ts');
}
