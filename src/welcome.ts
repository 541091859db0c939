import { exampleUserId } from './demo/demo-users.js';

interface Told {
  /** A service key that may do everything; null where there is none to show. */
  key: string | null;
  hasDemo: boolean;
}

/** What a person who starts the program by hand wants to know. The key in the address of the page is for the page alone: no browser sends it. */
export function welcome(url: string, database: string, { key, hasDemo }: Told): string {
  const header = `-H 'Authorization: Bearer ${key ?? '<key>'}'`;
  const score = hasDemo ? `\n  A score    curl ${header} '${url}/get_health_score?user_id=${exampleUserId}'` : '';
  return `
  API        ${url}/v1
  Try it     ${url}/docs${key === null ? '' : `#key=${key}`}${score}${key === null ? '' : `\n  Key        ${key}`}
  Database   ${database}
  Stop       Ctrl-C
`;
}
