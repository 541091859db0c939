/** One line of a Dockerfile: what to do, and the rest of the line. */
export interface Instruction {
  word: string;
  rest: string;
}

export interface Stage {
  name: string;
  instructions: Instruction[];
}

/** The stages of a Dockerfile, in order. */
export function readDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    const [, word, rest = ''] = /^([A-Z]+)\s+(.+)$/.exec(line.trim()) ?? [];
    if (word === 'FROM') stages.push({ name: / AS (\w+)$/.exec(rest)?.[1] ?? 'image', instructions: [] });
    else if (word !== undefined) stages.at(-1)!.instructions.push({ word, rest });
  }
  return stages;
}

/** Which of the paths a .dockerignore lets in: of the rules that fit, the last one decides. */
export function letIn(paths: string[], dockerignore: string): string[] {
  const rules = dockerignore
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ isLetIn: line.startsWith('!'), pattern: pattern(line.replace(/^!/, '')) }));
  return paths.filter((path) => rules.findLast((rule) => rule.pattern.test(path))?.isLetIn ?? true);
}

/** What fits a folder fits everything in it. */
function pattern(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replace(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'));
  return new RegExp(`^${source}(?:/|$)`);
}
