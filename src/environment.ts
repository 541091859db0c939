import { strongMetricsToken } from './access/metrics-token.js';
import { strongServiceKey } from './access/service-key.js';
import { strongSecrets } from './access/strong-secrets.js';
import { StartRefused } from './start-refused.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

type Variables = Record<string, string | undefined>;
type Read<T> = (text: string) => T;

/** Every setting of the program: its variable, what it takes, its default, and what it is for. Throws `StartRefused` naming all that are wrong. */
export function readEnvironment(variables: Variables = process.env) {
  const wrong: string[] = [];
  const setting = <T, D>(name: string, read: Read<T>, fallback: D): T | D => {
    const text = variables[name];
    if (text === undefined || text === '') return fallback;
    try {
      return read(text);
    } catch (error) {
      wrong.push(`${name} ${(error as Error).message}`);
      return fallback;
    }
  };

  const databaseUrl = setting('DATABASE_URL', postgresUrl, undefined);
  const environment = {
    /** The PostgreSQL server and database to use, as `postgres://user:password@host:port/database`; without it, an embedded server. */
    databaseUrl,
    /** Connections to the database; two to three for each of its processors do most work. */
    databasePoolSize: setting('DATABASE_POOL_SIZE', integer(1, 1000), 6),
    /** Milliseconds after which the database gives up a statement; 0 leaves that to the server's own settings. */
    databaseStatementTimeoutMs: setting('DATABASE_STATEMENT_TIMEOUT_MS', integer(0, 3_600_000), 5000),
    /** Milliseconds that work waits for one of the connections, and a connection for the database, before it is given up. */
    databasePoolWaitMs: setting('DATABASE_POOL_WAIT_MS', integer(50, 60_000), 2000),
    /** A copy of the database, a little behind, for reads that may be: the statistics of the population. */
    databaseReplicaUrl: setting('DATABASE_REPLICA_URL', postgresUrl, undefined),
    /** Named statements, which halve the database's work; false behind a pooler that gives each transaction another connection. */
    preparedStatements: setting('PREPARED_STATEMENTS', yesOrNo, true),
    /** Whether a start brings the tables up to date; if not, one at whose tables something is missing is refused: `npm run migrate`. */
    migrateOnStart: setting('MIGRATE_ON_START', yesOrNo, true),
    /** A role that `npm run migrate` lets log in, for the service to connect as: it owns nothing. The password is that of its making. */
    serviceLoginName: setting('SERVICE_LOGIN_NAME', String, undefined),
    serviceLoginPassword: setting('SERVICE_LOGIN_PASSWORD', String, undefined),
    /** Where the embedded server keeps its data, and where files wait that are imported. */
    dataFolder: setting('DATA_FOLDER', String, './var'),
    /** Bytes that a file to be imported has at most, unpacked. */
    importMaxBytes: setting('IMPORT_MAX_BYTES', integer(1, 2 ** 40), 2 ** 31),
    /** Days for which an import that is over is known, with what could not be taken of its file. */
    importReportDays: setting('IMPORT_REPORT_DAYS', integer(1, 36_500), 30),
    /** A service key that may do everything, for whoever makes the others; without it, one is made at the first start and logged once. */
    adminKey: setting('ADMIN_KEY', strongServiceKey, undefined),
    /** Signs the tokens of users; after a comma, former ones that are still believed. The embedded database keeps one of its own. */
    tokenSecret: setting('TOKEN_SECRET', strongSecrets, undefined),
    /** Lets in to `/metrics` beside service keys, and needs no look into the database: metrics are told while that is away. */
    metricsToken: setting('METRICS_TOKEN', strongMetricsToken, undefined),
    /** `iss` of the access tokens of an OpenID Connect provider where users sign in. */
    oidcIssuer: setting('OIDC_ISSUER', String, undefined),
    /** `aud` of those of its tokens that are for this service. */
    oidcAudience: setting('OIDC_AUDIENCE', String, undefined),
    /** The address of its public keys. */
    oidcJwksUrl: setting('OIDC_JWKS_URL', webAddress, undefined),
    /** The claim of its tokens that holds the id of the user. */
    oidcUserIdClaim: setting('OIDC_USER_ID_CLAIM', String, 'sub'),
    /** Requests a minute that are answered to one service key; 0 for as many as come. */
    requestsPerMinuteOfKey: setting('REQUESTS_PER_MINUTE_OF_KEY', integer(0, 10_000_000), 60_000),
    /** Requests a minute that are answered to one user with a token; 0 for as many as come. */
    requestsPerMinuteOfUser: setting('REQUESTS_PER_MINUTE_OF_USER', integer(0, 10_000_000), 600),
    /** Bad credentials a minute from one address, before nothing more is looked up for it; 0 for as many as come. */
    badCredentialsPerMinute: setting('BAD_CREDENTIALS_PER_MINUTE', integer(0, 10_000_000), 30),
    /** Days for which it is kept who did what with whose data, and who made keys. */
    accessLogDays: setting('ACCESS_LOG_DAYS', integer(30, 3650), 400),
    /** How many proxies stand before the service, whose `X-Forwarded-For` is believed. */
    trustedProxies: setting('TRUSTED_PROXIES', integer(0, 10), 0),
    /** Origins of web pages that may ask the service, with commas between them, such as `https://app.example`. */
    corsOrigins: setting('CORS_ORIGINS', origins, undefined),
    /** The address to listen on: nobody but this machine is let in unless this says so, `0.0.0.0`. */
    host: setting('HOST', String, '127.0.0.1'),
    /** The port to listen on; 0 takes any that is free. */
    port: setting('PORT', integer(0, 65_535), 3000),
    /** Processes that serve on this port; one more starts them, and starts those anew that end. */
    workers: setting('WORKERS', integer(1, 64), 1),
    /** Requests that a process works on at once before it turns others away; by default three for each connection to the database. */
    maxRequestsInFlight: setting('MAX_REQUESTS_IN_FLIGHT', integer(1, 100_000), undefined),
    /** The percentage of time for which a process may be busy before it turns some requests away; 100 for no limit. */
    maxEventLoopPercent: setting('MAX_EVENT_LOOP_PERCENT', integer(10, 100), 98),
    /** Seconds for which SIGTERM lets the service go on, while it says that it is not ready: until a load balancer has noticed. */
    drainSeconds: setting('DRAIN_SECONDS', integer(0, 600), 5),
    /** Which build this is, for `/version`: a commit, say. */
    revision: setting('REVISION', String, undefined),
    /** Whether the demonstration population is loaded into a database that has it not yet; by default only into the embedded one. */
    demo: setting('DEMO', yesOrNo, databaseUrl === undefined),
    /** Seconds from one audit of a few users to the next, while the service runs; 0 for none. */
    auditIntervalSeconds: setting('AUDIT_INTERVAL_SECONDS', integer(0, 86_400), 300),
    /** The least important messages that are still logged. */
    logLevel: setting('LOG_LEVEL', oneOf(LOG_LEVELS), 'info'),
  };
  if (variables.NODE_ENV === 'production' && !variables.DATABASE_URL) wrong.push('DATABASE_URL is required in production');
  if ((environment.serviceLoginName === undefined) !== (environment.serviceLoginPassword === undefined))
    wrong.push('SERVICE_LOGIN_NAME and SERVICE_LOGIN_PASSWORD must both be set, or none');
  const provider = {
    OIDC_ISSUER: environment.oidcIssuer,
    OIDC_AUDIENCE: environment.oidcAudience,
    OIDC_JWKS_URL: environment.oidcJwksUrl,
  };
  const unsaid = Object.entries(provider).filter(([, value]) => value === undefined);
  if (unsaid.length === 1 || unsaid.length === 2) wrong.push(`${unsaid.map(([name]) => name).join(', ')} must be set, too`);
  if (wrong.length > 0) throw new StartRefused(wrong.join('\n'));
  return environment;
}

/** The settings as the program uses them. */
export type Environment = ReturnType<typeof readEnvironment>;

function postgresUrl(text: string): string {
  const { protocol } = URL.canParse(text) ? new URL(text) : { protocol: '' };
  if (!['postgres:', 'postgresql:'].includes(protocol))
    throw new Error('is not an address like postgres://user:password@host:5432/database');
  return text; // not shown in the message: it holds a password
}

function webAddress(text: string): string {
  const { protocol } = URL.canParse(text) ? new URL(text) : { protocol: '' };
  if (!['http:', 'https:'].includes(protocol)) throw new Error(`is "${text}", not an address like https://login.example/keys`);
  return text;
}

function origins(text: string): string[] {
  const all = text.split(',').map((one) => one.trim());
  const wrong = all.find((one) => !URL.canParse(one) || new URL(one).origin !== one);
  if (wrong !== undefined) throw new Error(`has "${wrong}", not an origin like https://app.example`);
  return all;
}

function integer(least: number, most: number): Read<number> {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new Error(`is "${text}", not a whole number from ${least} to ${most}`);
    return value;
  };
}

function yesOrNo(text: string): boolean {
  return oneOf(['true', 'false'] as const)(text) === 'true';
}

function oneOf<T extends string>(values: readonly T[]): Read<T> {
  return (text) => {
    const value = values.find((one) => one === text);
    if (value === undefined) throw new Error(`is "${text}", not one of ${values.join(', ')}`);
    return value;
  };
}
