/** Which methods each address of the service answers, collected while its routes are registered: what 405 puts into `Allow`. */
export class AllowedMethods {
  private readonly routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  /** Takes note of a route in Fastify's syntax, such as `/v1/users/:userId`. */
  add(url: string, methods: string | readonly string[]): void {
    if (url === '*' || url === '/*') return; // answers for any address, so it says nothing about one
    let route = this.routes.get(url);
    if (!route) this.routes.set(url, (route = { pattern: patternOf(url), methods: new Set() }));
    for (const method of [methods].flat()) route.methods.add(method);
  }

  /** The methods of an address in alphabetical order; none where no route has it. */
  of(path: string): string[] {
    const found = [...this.routes.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].toSorted();
  }
}

function patternOf(url: string): RegExp {
  const text = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${text.replace(/:[A-Za-z]\w*/g, '[^/]+').replaceAll('*', '.*')}$`);
}
