#!/usr/bin/env node
// `npx health-tracker COMMAND`: what operators run beside the service.
import { existsSync } from 'node:fs';

const COMMANDS = ['import', 'audit', 'repair', 'migrate'];
const [, , command, ...rest] = process.argv;
if (!COMMANDS.includes(command)) {
  console.error(`Usage: health-tracker ${COMMANDS.join('|')}`);
  process.exit(2);
}
const build = new URL('../scripts/build-if-needed.mjs', import.meta.url);
if (existsSync(build)) await import(build.href); // a container image has the build alone
process.argv = [...process.argv.slice(0, 2), ...rest];
await import(`../dist/src/commands/${command}.js`);
