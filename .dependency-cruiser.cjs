// The dependency rule of the project: routes → use-cases → rules → kernel; features meet
// only through their index files and only in one direction. tests/architecture.test.ts proves that every rule bites.

/** Lower features know nothing of upper ones; features of one line do not know each other, unless listed. */
const order = [
  ['journal'],
  ['duties', 'documents'],
  ['accounts', 'territory', 'regulation'],
  ['registry'],
  ['groups'],
  ['agreements'],
  ['programmes'],
  ['reports'],
  ['desk', 'monitoring', 'imports', 'archives'],
];

const feature = '^src/features/([^/]+)/';
const test = '\\.test\\.ts$';
const pure = '^src/(kernel/|features/[^/]+/(rules|permissions|schema)[^/]*\\.ts$)';

const upward = order.slice(0, -1).map((line, index) => ({
  name: `direction-${line.join('-')}`,
  comment: 'A lower feature does not know the upper ones.',
  severity: 'error',
  from: { path: `^src/features/(${line.join('|')})/`, pathNot: test },
  to: {
    path: `^src/features/(${order
      .slice(index + 1)
      .flat()
      .join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third one. Types may point back.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'features-meet-at-index',
      comment: 'A feature is entered through index.ts or index.server.ts only.',
      severity: 'error',
      from: { path: feature, pathNot: [test, '^src/features/[^/]+/ui/'] },
      to: { path: '^src/features/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index(\\.server)?\\.ts$'] },
    },
    {
      name: 'screens-meet-at-ui',
      comment: 'A part of a screen may be made of another feature’s parts.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/ui/', pathNot: test },
      to: { path: '^src/features/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/(ui/|index\\.ts$)'] },
    },
    {
      name: 'store-is-private',
      comment: 'A store is used by its own feature alone.',
      severity: 'error',
      from: { path: '^(src/(?!features/)|server/|db/)', pathNot: test },
      to: { path: '^src/features/[^/]+/store' },
    },
    {
      name: 'store-serves-use-cases',
      comment: 'Pure files and screens know no tables.',
      severity: 'error',
      from: { path: '^src/(ui/|kernel/|features/[^/]+/(rules|permissions|schema|ui/|index\\.ts))' },
      to: { path: '^src/features/[^/]+/store', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'routes-through-index',
      comment: 'Routes parse and show: they know features by their index files and screens.',
      severity: 'error',
      from: { path: '^src/(routes/|hooks)' },
      to: { path: '^src/features/', pathNot: '^src/features/[^/]+/(index(\\.server)?\\.ts$|ui/)' },
    },
    {
      name: 'no-sql-in-routes',
      comment: 'SQL stays in stores and in the platform.',
      severity: 'error',
      from: { path: '^src/(routes/|hooks|ui/|kernel/)' },
      to: { path: 'node_modules/(kysely|pg|pg-boss)/' },
    },
    {
      name: 'nobody-needs-routes',
      severity: 'error',
      from: { path: '^src/(features|platform|kernel|ui)/', pathNot: test },
      to: { path: '^src/routes/' },
    },
    {
      name: 'kernel-is-the-bottom',
      comment: 'The kernel knows nobody.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: test },
      to: { path: '^(src/(?!kernel/)|server/|db/|tests/)' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: test },
      to: { path: '^src/(features|routes|ui)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-npm',
      comment: 'Rules, permissions, schemas and the kernel import no npm package but zod and temporal-polyfill.',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional'],
        pathNot: 'node_modules/(zod|temporal-polyfill|temporal-spec)/',
      },
    },
    {
      name: 'pure-no-server',
      comment: 'No clock, no randomness, no database in rules, permissions, schemas and the kernel.',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { path: '\\.server\\.ts$' },
    },
    {
      name: 'pure-no-node',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ui-without-server',
      comment: 'What goes to the browser imports nothing of the server.',
      severity: 'error',
      from: { path: '^src/(ui/|features/[^/]+/(ui/|index\\.ts$)|routes/.*\\.svelte$)' },
      to: { path: '\\.server\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-tests-in-program',
      severity: 'error',
      from: { path: '^(src|server|db)/', pathNot: test },
      to: { path: ['^tests/', test] },
    },
    ...upward,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.svelte-kit|/build/)' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'svelte', 'types'],
    },
  },
};
