// `npm run repair`: makes daily totals, figures, cohorts and the population follow from the records again, without stopping the
// service. Exits with 0 when that is done, 2 when it could not run.
import { RepairService } from '../audit/repair.service.js';
import { progressLine } from '../progress-line.js';
import { runCommand } from './run-command.js';

await runCommand(async (app) => {
  const { users, repairedUsers, repairedPlaces } = await app
    .get(RepairService)
    .repairAll(progressLine('Repairing', process.stderr));
  console.log(`${users} users looked at: ${repairedUsers} repaired, and ${repairedPlaces} places of the population.`);
  return 0;
});
