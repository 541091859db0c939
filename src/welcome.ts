/** What a person who starts the program by hand wants to know. */
export function welcome(url: string, database: string): string {
  return `
  API        ${url}/v1
  Try it     ${url}/docs
  Database   ${database}
  Stop       Ctrl-C
`;
}
