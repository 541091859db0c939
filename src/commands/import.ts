// `npm run import -- --user ID FILE`: imports a file that is on this machine into the database of the service, whether the service
// runs or not. Exits with 0 when all of it could be taken, 1 when something could not, 2 when it could not run.
import { parseArgs } from 'node:util';
import { Database } from '../database/database.js';
import { validate } from 'uuid';
import { Problem } from '../http/problem.js';
import { formatNamed, IMPORT_FORMATS } from '../imports/import-formats.js';
import { guessFormat } from '../imports/guess-format.js';
import type { ImportJob } from '../imports/jobs/import-job.js';
import { entriesRead } from '../imports/jobs/import-progress.js';
import { ImportsService } from '../imports/jobs/imports.service.js';
import { rejectedEntries } from '../imports/jobs/job-errors.js';
import { progressLine } from '../progress-line.js';
import { StartRefused } from '../start-refused.js';
import { COULD_NOT_RUN, runCommand } from './run-command.js';

const SHOWN_ERRORS = 20;
const USAGE = `Usage: health-tracker import --user ID [--format NAME] [--atomic] [--dry-run] FILE
Formats: ${IMPORT_FORMATS.map(({ name }) => name).join(', ')}; without --format it is guessed from the file.`;

const order = await read().catch((error: Error): never => {
  console.error(error.message);
  process.exit(COULD_NOT_RUN);
});

await runCommand(async (app) => {
  let job: ImportJob | undefined;
  const lines = { checking: progressLine('Checking', process.stderr), writing: progressLine('Importing', process.stderr) };
  const show = (): void => {
    if (job) lines[job.phase](job.bytesRead, job.bytes);
  };
  const timer = setInterval(show, 250);
  const isOver = await app
    .get(ImportsService)
    .importFile(order.user, order.path, order, (begun) => (job = begun))
    .finally(() => clearInterval(timer))
    .catch((error: Error) => {
      throw error instanceof Problem ? new StartRefused(error.detail ?? error.message) : error;
    });
  if (!isOver || !job) throw new StartRefused('The import did not come to its end; what it has written stays. Run it again.');
  show();
  console.log(report(job));
  await showErrors(app.get(Database), job);
  return job.status === 'succeeded' && job.progress.entries.rejected === 0 ? 0 : 1;
});

interface Order {
  user: string;
  path: string;
  format: string;
  mode: 'keep' | 'atomic';
  dryRun: boolean;
}

/** What the command line asks for. */
async function read(): Promise<Order> {
  const options = {
    user: { type: 'string' },
    format: { type: 'string' },
    atomic: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parsed(() => parseArgs({ options, allowPositionals: true }));
  const [path] = positionals;
  if (values.user === undefined || path === undefined || positionals.length > 1) throw new StartRefused(USAGE);
  if (!validate(values.user)) throw new StartRefused(`--user: ${values.user} is no UUID.`);
  const format = values.format ?? (await guessFormat(path));
  if (format === undefined) throw new StartRefused(`${path}: what format this is cannot be seen; name it.\n${USAGE}`);
  if (!formatNamed(format)) throw new StartRefused(`--format: there is no format ${format}.\n${USAGE}`);
  return { user: values.user, path, format, mode: values.atomic ? 'atomic' : 'keep', dryRun: values['dry-run'] };
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new StartRefused(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function report({ id, status, phase, error, progress }: ImportJob): string {
  const { records } = progress;
  const outcomes = Object.entries(progress.entries).map(([outcome, count]) => `${count} ${outcome}`);
  const written = phase === 'writing' ? records.created + records.updated : 0;
  return [
    `Import ${id} ${status}${error ? `: ${error.place ? `${error.place}: ` : ''}${error.detail} (${error.code})` : ''}`,
    `${entriesRead(progress)} entries read: ${outcomes.join(', ')}; ${written} records written.`,
    ...progress.skipped.map(({ reason, detail, entries }) => `Skipped, ${reason}: ${entries}. ${detail}`),
  ].join('\n');
}

async function showErrors(database: Database, job: ImportJob): Promise<void> {
  let shown = 0;
  for await (const { place, code, detail, errors } of rejectedEntries(database, job)) {
    const faults = errors?.map((fault) => `${fault.pointer ?? ''} ${fault.detail}`).join('; ');
    console.error(`${place}: ${faults ?? detail} (${code})`);
    if (++shown === SHOWN_ERRORS) break;
  }
  const { errors } = job.progress;
  if (errors > shown) console.error(`... and ${errors - shown} more: GET /v1/jobs/${job.id}/errors`);
}
