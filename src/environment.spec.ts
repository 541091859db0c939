import { readEnvironment } from './environment.js';

const URL = 'postgres://app:secret@db.example/health';

describe('the environment', () => {
  it('needs nothing: an embedded database with the demonstration, for this machine only', () => {
    expect(readEnvironment({})).toMatchObject({
      databaseUrl: undefined,
      databasePoolSize: 6,
      databasePoolWaitMs: 2000,
      databaseReplicaUrl: undefined,
      databaseStatementTimeoutMs: 5000,
      preparedStatements: true,
      migrateOnStart: true,
      dataFolder: './var',
      adminKey: undefined,
      tokenSecret: undefined,
      metricsToken: undefined,
      oidcIssuer: undefined,
      oidcAudience: undefined,
      oidcJwksUrl: undefined,
      oidcUserIdClaim: 'sub',
      host: '127.0.0.1',
      port: 3000,
      workers: 1,
      maxRequestsInFlight: undefined,
      maxEventLoopPercent: 98,
      drainSeconds: 5,
      revision: undefined,
      serviceLoginName: undefined,
      serviceLoginPassword: undefined,
      demo: true,
      auditIntervalSeconds: 300,
      logLevel: 'info',
    });
  });

  it('leaves a database of your own without the demonstration unless you ask for it', () => {
    expect(readEnvironment({ DATABASE_URL: URL }).demo).toBe(false);
    expect(readEnvironment({ DATABASE_URL: URL, DEMO: 'true' }).demo).toBe(true);
    expect(readEnvironment({ DEMO: 'false' }).demo).toBe(false);
  });

  it('takes an empty value for no value', () => {
    expect(readEnvironment({ DATABASE_URL: '', PORT: '' })).toEqual(readEnvironment({}));
  });

  it.each([
    ['PORT', '65536', 'PORT is "65536", not a whole number from 0 to 65535'],
    ['PORT', '80a', 'PORT is "80a", not a whole number from 0 to 65535'],
    ['PORT', '1e3', 'PORT is "1e3", not a whole number from 0 to 65535'],
    ['DATABASE_POOL_SIZE', '0', 'DATABASE_POOL_SIZE is "0", not a whole number from 1 to 1000'],
    ['DATABASE_STATEMENT_TIMEOUT_MS', '-1', 'DATABASE_STATEMENT_TIMEOUT_MS is "-1", not a whole number from 0 to 3600000'],
    ['AUDIT_INTERVAL_SECONDS', '-5', 'AUDIT_INTERVAL_SECONDS is "-5", not a whole number from 0 to 86400'],
    ['PREPARED_STATEMENTS', 'maybe', 'PREPARED_STATEMENTS is "maybe", not one of true, false'],
    ['DEMO', 'yes', 'DEMO is "yes", not one of true, false'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud", not one of fatal, error, warn, info, debug, trace, silent'],
  ])('refuses to start with %s=%s', (name, value, message) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(message);
  });

  it('names every wrong setting at once', () => {
    expect(() => readEnvironment({ PORT: 'x', DEMO: 'x' })).toThrow(/PORT.*\nDEMO/);
  });

  it('does not repeat the password of a wrong DATABASE_URL', () => {
    expect(() => readEnvironment({ DATABASE_URL: 'mysql://app:secret@db.example/health' })).toThrow(
      /^DATABASE_URL is not an address like postgres:\/\/user:password@host:5432\/database$/,
    );
  });

  it('requires a database of your own in production', () => {
    expect(() => readEnvironment({ NODE_ENV: 'production' })).toThrow('DATABASE_URL is required in production');
    expect(readEnvironment({ NODE_ENV: 'production', DATABASE_URL: URL }).databaseUrl).toBe(URL);
  });

  it('takes no secret that could be guessed or not be sent, and does not repeat it', () => {
    const strong = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
    expect(readEnvironment({ METRICS_TOKEN: strong, TOKEN_SECRET: `${strong},${strong}1` })).toMatchObject({
      metricsToken: strong,
      tokenSecret: [strong, `${strong}1`],
    });
    const refusal = (variables: Record<string, string>): string => {
      try {
        readEnvironment(variables);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refusal({ METRICS_TOKEN: 'guess-me' })).toMatch(/^METRICS_TOKEN is too weak: (?!.*guess-me)/);
    expect(refusal({ METRICS_TOKEN: `${strong} ä` })).toMatch(/^METRICS_TOKEN has more than (?!.*0f1e)/);
    expect(refusal({ TOKEN_SECRET: `${strong},guess-me` })).toMatch(/^TOKEN_SECRET is too weak: (?!.*guess-me)/);
  });
});
