// `npm run audit`: recomputes everything that is derived from the records, in one snapshot, and prints what differs. For the eyes
// of operators: the numbers of single people are among it. Exits with 0 when nothing differs, 1 when something does, 2 when it
// could not run.
import { AuditService } from '../audit/audit.service.js';
import { describeDifference } from '../audit/difference.js';
import { progressLine } from '../progress-line.js';
import { runCommand } from './run-command.js';

await runCommand(async (app) => {
  const { users, differences } = await app.get(AuditService).auditAll(progressLine('Auditing', process.stderr));
  for (const difference of differences) console.log(describeDifference(difference));
  console.log(`${users} users audited, ${differences.length} rows are not as the records say.`);
  return differences.length === 0 ? 0 : 1;
});
