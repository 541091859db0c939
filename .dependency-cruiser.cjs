// Which part may import which: the tree of docs/architecture.md as data. Checked by `npm run check:imports`.

/** From top to bottom; imports run downward only. What is on one line is a stranger to the others on it. */
const layers = [
  'main',
  'program',
  ['serve', 'workers', 'commands'],
  'app.module',
  'openapi',
  'exports',
  ['demo', 'audit', 'imports', 'status'],
  'health-score',
  ['physical-activity', 'sleep', 'blood-tests'],
  'health-records',
  'users',
  'population',
  'access',
  'scoring',
].map((layer) => [layer].flat());

/** For everybody; they know nothing of the features. */
const foundations = ['http', 'database', 'time'];

const pathOf = (...names) => `^src/(${names.join('|').replaceAll('.', '\\.')})[/.]`;
const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to });

const downward = layers.slice(1).map((layer, index) => {
  const above = layers.slice(0, index + 1).flat();
  return forbid(`${layer.join('-')}-imports-nothing-above`, pathOf(...layer), { path: pathOf(...above) });
});
const strangers = layers
  .filter((layer) => layer.length > 1)
  .flatMap((layer) =>
    layer.map((name) =>
      forbid(`${name}-knows-no-other-kind`, pathOf(name), { path: pathOf(...layer.filter((other) => other !== name)) }),
    ),
  );

module.exports = {
  forbidden: [
    ...downward,
    ...strangers,
    forbid('foundations-know-no-feature', pathOf(...foundations), { path: pathOf(...layers.flat()) }),
    ...['scoring', 'time'].map((name) =>
      forbid(`${name}-imports-only-itself`, `${pathOf(name)}(?!.*\\.spec\\.ts$)`, { pathNot: pathOf(name) }),
    ),
    forbid('no-circles', '^src/', { circular: true }),
    forbid('nothing-imports-tests', '^src/(?!.*\\.spec\\.ts$)', { path: '\\.spec\\.ts$|^test/|^bench/' }),
    forbid('only-what-is-installed-in-production', '^src/(?!.*\\.spec\\.ts$)', {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'undetermined'],
    }),
    forbid('nothing-is-missing', '^src/', { couldNotResolve: true }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
