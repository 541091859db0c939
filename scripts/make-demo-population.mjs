// Makes the demo population out of a table of NHANES participants, one row an adult, and writes it to standard output:
//   node scripts/make-demo-population.mjs population_2011_2014.csv > src/demo/nhanes-2011-2012.csv
// The same table gives the same bytes. No identifier is kept, and the order of the rows says nothing of the order in the survey.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const COMPLETE = 2000;
const INCOMPLETE = 400;

const about = `\
# Adults of the National Health and Nutrition Examination Survey (NHANES) 2011-2012, as measured.
# Source: Centers for Disease Control and Prevention, National Center for Health Statistics; a work of the United States government,
#   in the public domain. NCHS asks that its data be used for statistics only and that nobody try to learn who a participant is.
# Obtained by way of: lilykoff/nhanes_steps_mortality (steps: wrist accelerometer, stepcount self-supervised model),
#   dayoonkwon/BioAge (laboratory), cran/NHANES (sleep), and the survey's own file PAQ_G (leisure activity).
# Made by: scripts/make-demo-population.mjs. Simple random samples of ${COMPLETE} of the adults for whom steps, activity, sleep, HbA1c, total and
#   HDL cholesterol are all known and of ${INCOMPLETE} of the others, mixed; no group is favoured within either. So more are complete here than
#   in the survey (five in six, not two in three), and survey weights are not applied: figures of this file are no estimates for the
#   population of the United States.
# Columns: steps per day over at least 3 valid days, to the whole step, empty below 100 (not worn); moderate-equivalent (moderate + 2 x
#   vigorous) and vigorous leisure minutes per week and usual hours of sleep, self-reported; age 80 means 80 or more; fasting: 8 hours
#   or more; triglycerides and fasting glucose only where fasting.
`;
const header =
  'sexAtBirth,ageYears,stepsPerDay,mvpaMinutesPerWeek,vigorousMinutesPerWeek,sleepHours,' +
  'hba1cPercent,totalCholesterolMgPerDl,hdlMgPerDl,triglyceridesMgPerDl,fastingGlucoseMgPerDl,fasting\n';

/** @type {string} */
const table = readFileSync(process.argv[2], 'utf8');
const [columns, ...lines] = table
  .trimEnd()
  .split(/\r?\n/)
  .map((line) => line.split(','));
const participants = lines
  .map((fields) => Object.fromEntries(columns.map((column, index) => [column, fields[index]])))
  .filter((row) => row.cycle === '2011-2012')
  .map((row) => ({ rank: createHash('sha256').update(`demo population ${row.seqn}`).digest('hex'), person: personOf(row) }))
  .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));

const isComplete = ({ person: [, , steps, activity, , sleep, hba1c, cholesterol, hdl] }) =>
  [steps, activity, sleep, hba1c, cholesterol, hdl].every((value) => value !== '');
const chosen = new Set([
  ...participants.filter(isComplete).slice(0, COMPLETE),
  ...participants.filter((participant) => !isComplete(participant)).slice(0, INCOMPLETE),
]);
const rows = participants.filter((participant) => chosen.has(participant)).map(({ person }) => `${person.join(',')}\n`);
process.stdout.write(about + header + rows.join(''));

/** @param {Record<string, string>} row */
function personOf(row) {
  const steps = Math.round(Number(row.steps_per_day));
  const fasting = Number(row.fasting_hours) >= 8;
  const hasActivity = row.mvpa_leisure_modeq_min_wk !== '';
  return [
    row.sex,
    row.age,
    Number(row.steps_valid_days) >= 3 && steps >= 100 ? steps : '',
    row.mvpa_leisure_modeq_min_wk,
    hasActivity ? row.vig_rec_min_wk : '',
    row.sleep_hours,
    row.hba1c_pct,
    row.total_chol_mgdl,
    row.hdl_mgdl,
    fasting ? row.trig_mgdl : '',
    fasting ? row.glucose_fasting_mgdl : '',
    fasting ? 1 : 0,
  ];
}
