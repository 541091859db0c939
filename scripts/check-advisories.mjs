// Asks the registry of npm for advisories about the packages that the service and deploy/aws run with. Exits with 1 for one of high or
// critical severity that has no reason in advisories.json, for a reason that has run out, and for one that nothing needs any more; with
// 0, and says so, where the registry does not tell. `--folder` asks for another folder than these two, with an advisories.json of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const SERIOUS = ['high', 'critical'];
const root = join(import.meta.dirname, '..');
const { folder } = parseArgs({ options: { folder: { type: 'string' } } }).values;
const folders = folder === undefined ? [root, join(root, 'deploy', 'aws')] : [folder];
const today = new Date().toISOString().slice(0, 10);

/** The serious advisories about the packages of a folder's lock, by their address. */
function advisoriesOf(cwd) {
  const args = ['audit', '--omit=dev', '--package-lock-only', '--json', '--fetch-retries=1', '--fetch-timeout=20000'];
  const { stdout } = spawnSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  const report = stdout.trim() === '' ? {} : JSON.parse(stdout);
  if (!report.vulnerabilities) {
    console.log(`NOT CHECKED: the registry tells nothing of advisories here (${report.message ?? 'no answer'}).`);
    process.exit(0);
  }
  const found = Object.values(report.vulnerabilities).flatMap(({ via }) => via.filter((one) => typeof one === 'object'));
  return new Map(found.filter(({ severity }) => SERIOUS.includes(severity)).map((one) => [one.url, one]));
}

const found = new Map(folders.flatMap((one) => [...advisoriesOf(one)]));
const reasonsFile = join(folder ?? root, 'advisories.json');
const reasons = existsSync(reasonsFile) ? JSON.parse(readFileSync(reasonsFile, 'utf8')) : [];
const wrong = [];
for (const { url, until } of reasons) {
  if (until < today) wrong.push(`${url}: its reason was good until ${until}.`);
  if (!found.has(url)) wrong.push(`${url}: nothing has it any more, take it out of advisories.json.`);
}
for (const [url, { severity, name, range, title }] of found) {
  const known = reasons.find((one) => one.url === url);
  if (known) console.log(`${url}, ${name}: kept until ${known.until}: ${known.reason}`);
  else wrong.push(`${url}: ${severity}, ${name} ${range}: ${title}`);
}
for (const line of wrong) console.error(line);
console.log(`${found.size} serious advisories, ${wrong.length} things to do.`);
process.exit(wrong.length === 0 ? 0 : 1);
