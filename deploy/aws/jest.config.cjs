module.exports = {
  testEnvironment: 'node',
  rootDir: 'dist/test',
  testRegex: '\\.spec\\.js$',
  transform: {},
  testTimeout: 120_000,
};
