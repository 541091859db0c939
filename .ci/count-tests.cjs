// Prints "N passed, N failed" from Jest's results; fails when no test was run, as after a check that failed before the tests.
const { existsSync, readFileSync } = require('node:fs');

const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 0 };
const results = existsSync(process.argv[2]) ? JSON.parse(readFileSync(process.argv[2], 'utf8')) : none;
const failed = results.numFailedTests + results.numRuntimeErrorTestSuites; // a file that does not even load counts as one
const skipped = results.numPendingTests + results.numTodoTests;
console.log(`${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = results.numPassedTests + failed > 0 ? 0 : 1;
