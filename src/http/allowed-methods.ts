interface Route {
  url: string;
  pattern: RegExp;
  methods: Set<string>;
}

/** Which methods each address of the service answers, collected while its routes are registered: what 405 puts into `Allow`. */
export class AllowedMethods {
  private readonly routes = new Map<string, Route>();
  /** By routes whose last part is a parameter: the names that stand there in other routes, such as `batch`. */
  private namesBeside: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  /** Takes note of a route in Fastify's syntax, such as `/v1/users/:userId`. */
  add(url: string, methods: string | readonly string[]): void {
    if (url === '*' || url === '/*') return; // answers for any address, so it says nothing about one
    let route = this.routes.get(url);
    if (!route) this.routes.set(url, (route = { url, pattern: patternOf(url), methods: new Set() }));
    for (const method of [methods].flat()) route.methods.add(method);
    this.namesBeside = undefined;
  }

  /** The methods of an address in alphabetical order; none where no route has it. A name is no parameter where a route has the name. */
  of(path: string): string[] {
    const found = [...this.routes.values()].filter(({ pattern }) => pattern.test(path));
    const least = Math.min(...found.map(parameters));
    const exact = found.filter((route) => parameters(route) === least);
    return [...new Set(exact.flatMap(({ methods }) => [...methods]))].toSorted();
  }

  /** Whether an address, found by this route because of its method, is that of another route, in which its last part is a name. */
  isOfAnother(url: string, path: string): boolean {
    const names = (this.namesBeside ??= this.collectNames()).get(url);
    return names !== undefined && names.has(path.slice(path.lastIndexOf('/') + 1));
  }

  private collectNames(): Map<string, Set<string>> {
    const namesBeside = new Map<string, Set<string>>();
    for (const { url } of this.routes.values()) {
      const [parent, last] = apart(url);
      if (!last.startsWith(':')) continue;
      const siblings = [...this.routes.keys()].map(apart).filter(([of, name]) => of === parent && !name.startsWith(':'));
      if (siblings.length > 0) namesBeside.set(url, new Set(siblings.map(([, name]) => name)));
    }
    return namesBeside;
  }
}

const parameters = ({ url }: Route): number => url.split(/[:*]/).length;

function apart(url: string): [parent: string, last: string] {
  const end = url.lastIndexOf('/');
  return [url.slice(0, end), url.slice(end + 1)];
}

function patternOf(url: string): RegExp {
  const text = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${text.replace(/:[A-Za-z]\w*/g, '[^/]+').replaceAll('*', '.*')}$`);
}
