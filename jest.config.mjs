export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  transform: { '^.+\\.(ts|js|mjs)$': '<rootDir>/test/jest/transform.cjs' },
  transformIgnorePatterns: [],
  globalSetup: '<rootDir>/test/jest/global-setup.cjs',
  globalTeardown: '<rootDir>/test/jest/global-teardown.cjs',
  testTimeout: 30_000,
  maxWorkers: '100%', // most of the time is spent waiting: for services to start, and for PostgreSQL
};
