import { exampleUserId } from './demo/demo-users.js';

/** What a person who starts the program by hand wants to know. */
export function welcome(url: string, database: string, hasDemo: boolean): string {
  const score = hasDemo ? `\n  A score    curl '${url}/get_health_score?user_id=${exampleUserId}'` : '';
  return `
  API        ${url}/v1
  Try it     ${url}/docs${score}
  Database   ${database}
  Stop       Ctrl-C
`;
}
