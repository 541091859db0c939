// Prints "N passed, N failed" from the results of Jest's runs, added up; fails when no test was run, as after a check that failed before the tests.
const { existsSync, readFileSync } = require('node:fs');

const runs = process.argv.slice(2).filter((file) => existsSync(file));
const results = runs.map((file) => JSON.parse(readFileSync(file, 'utf8')));
const sum = (...counts) => results.reduce((total, run) => counts.reduce((each, count) => each + run[count], total), 0);

const passed = sum('numPassedTests');
const failed = sum('numFailedTests', 'numRuntimeErrorTestSuites'); // a file that does not even load counts as one
const skipped = sum('numPendingTests', 'numTodoTests');
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = passed + failed > 0 ? 0 : 1;
