import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = resolve('.');
const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

function cruise(folder: string, ...paths: string[]): Violation[] {
  const tool = join(project, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(folder, '.dependency-cruiser.cjs');
  const run = spawnSync(process.execPath, [tool, '--config', config, '--output-type', 'json', ...paths], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 128 * 1024 * 1024,
  });
  return (JSON.parse(run.stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

/** A violation of every rule: the rule, the file that breaks it, what is written there. */
const planted: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['no-cycles', 'src/kernel/loop-a.ts', `import { b } from './loop-b.ts';\nexport const a = () => b();`],
  ['features-meet-at-index', 'src/features/groups/use-cases.server.ts', `import '#features/registry/rules.ts';`],
  [
    'screens-meet-at-ui',
    'src/features/groups/ui/Part.svelte',
    `<script lang="ts">import '#features/registry/rules.ts';</script>`,
  ],
  ['store-is-private', 'src/platform/nosy.server.ts', `import '#features/registry/store.server.ts';`],
  ['store-serves-use-cases', 'src/features/registry/rules.states.ts', `import './store.server.ts';`],
  [
    'routes-through-index',
    'src/routes/(app)/registry/+page.server.ts',
    `import '#features/registry/use-cases.server.ts';`,
  ],
  ['no-sql-in-routes', 'src/routes/(app)/sql/+page.server.ts', `import { sql } from 'kysely';\nsql;`],
  [
    'nobody-needs-routes',
    'src/features/reports/use-cases.server.ts',
    `import '../../routes/(app)/sql/+page.server.ts';`,
  ],
  ['kernel-is-the-bottom', 'src/kernel/curious.ts', `import '#features/registry/index.ts';`],
  ['platform-knows-no-feature', 'src/platform/curious.server.ts', `import '#features/registry/index.server.ts';`],
  ['pure-npm', 'src/features/groups/rules.ts', `import lvovich from 'lvovich';\nlvovich;`],
  ['pure-no-server', 'src/features/groups/permissions.ts', `import '#platform/clock.server.ts';`],
  ['pure-no-node', 'src/features/groups/schema.ts', `import { randomUUID } from 'node:crypto';\nrandomUUID;`],
  [
    'ui-without-server',
    'src/features/groups/ui/Card.svelte',
    `<script lang="ts">import '#platform/clock.server.ts';</script>`,
  ],
  ['no-tests-in-program', 'src/platform/helped.server.ts', `import '#tests/helper.ts';`],
  ['direction-journal', 'src/features/journal/store.server.ts', `import '#features/duties/index.ts';`],
  ['direction-duties-documents', 'src/features/duties/store.server.ts', `import '#features/accounts/index.ts';`],
  [
    'direction-accounts-territory-regulation',
    'src/features/regulation/store.server.ts',
    `import '#features/registry/index.ts';`,
  ],
  ['direction-registry', 'src/features/registry/print/form.ts', `import '#features/groups/index.ts';`],
  ['direction-groups', 'src/features/groups/print/order.ts', `import '#features/agreements/index.ts';`],
  ['direction-agreements', 'src/features/agreements/store.server.ts', `import '#features/programmes/index.ts';`],
  ['direction-programmes', 'src/features/programmes/store.server.ts', `import '#features/reports/index.ts';`],
  ['direction-reports', 'src/features/reports/store.server.ts', `import '#features/desk/index.server.ts';`],
];

/** What the violations point at; these files break nothing themselves. */
const innocent: Readonly<Record<string, string>> = {
  'src/kernel/loop-b.ts': `import { a } from './loop-a.ts';\nexport const b = (): unknown => a;`,
  'src/platform/clock.server.ts': '',
  'tests/helper.ts': '',
  'src/features/registry/rules.ts': '',
  'src/features/registry/store.server.ts': '',
  'src/features/registry/use-cases.server.ts': '',
  'src/features/registry/index.server.ts': '',
  'src/features/desk/index.server.ts': '',
  ...Object.fromEntries(
    ['duties', 'accounts', 'registry', 'groups', 'agreements', 'programmes', 'reports'].map((name) => [
      `src/features/${name}/index.ts`,
      '',
    ]),
  ),
};

// that the project itself keeps the rule is the check `boundaries`
describe('the dependency rule', { timeout: 120_000 }, () => {
  let folder: string;
  let found: Violation[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'architecture-'));
    for (const name of ['.dependency-cruiser.cjs', 'package.json']) cpSync(join(project, name), join(folder, name));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "allowImportingTsExtensions": true, "noEmit": true } }',
    );
    symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
    for (const [path, text] of [
      ...Object.entries(innocent),
      ...planted.map(([, path, text]) => [path, text] as const),
    ]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text || 'export {};');
    }
    found = cruise(folder, 'src', 'tests');
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(planted)('%s bites', (rule, path) => {
    expect(found).toContainEqual(
      expect.objectContaining({ rule: expect.objectContaining({ name: rule }), from: path }),
    );
  });

  it('has no rule without a planted violation', () => {
    expect(forbidden.map(({ name }) => name).toSorted()).toEqual(planted.map(([rule]) => rule).toSorted());
  });
});

describe('the lint rules of the house', { timeout: 120_000 }, () => {
  const lint = async (path: string, text: string): Promise<string[]> => {
    const [result] = await new ESLint({ cwd: project }).lintText(text, { filePath: join(project, path) });
    return result!.messages.map(({ ruleId }) => ruleId ?? '');
  };
  const minting = `import { mintScope } from '#kernel/scope.ts';\nexport const scope = mintScope('groups', { kind: 'nothing' });\n`;

  it('let only permissions mint a scope', async () => {
    expect(await lint('src/features/groups/use-cases.server.ts', minting)).toContain('no-restricted-imports');
    expect(await lint('src/features/groups/permissions.ts', minting)).toEqual([]);
  });

  it.each([
    ['export const today = new Date();\n', 'no-restricted-syntax'],
    ['export const today = Date.now();\n', 'no-restricted-syntax'],
    ['export const luck = Math.random();\n', 'no-restricted-syntax'],
    ['export const home = process.env;\n', 'no-restricted-globals'],
  ])('keep clock, chance and environment out of rules: %s', async (text, rule) => {
    expect(await lint('src/features/groups/rules.ts', text)).toContain(rule);
    expect(await lint('src/kernel/some.ts', text)).toContain(rule);
  });
});

describe('the vocabulary of files', () => {
  const allowed =
    /^(README\.md|(rules|permissions|schema)(\.[a-z-]+)?\.ts|(store|use-cases)(\.[a-z-]+)?\.server\.ts|index(\.server)?\.ts|[a-z.-]+\.test\.ts|store|use-cases|print|ui)$/;
  const strangers = (names: readonly string[]) => names.filter((name) => !allowed.test(name));

  it.each(readdirSync('src/features'))('is kept by the feature %s', (name) => {
    expect(strangers(readdirSync(join('src/features', name)))).toEqual([]);
  });

  it('bites', () =>
    expect(strangers(['rules.ts', 'helpers.ts', 'service.server.ts', 'utils'])).toEqual([
      'helpers.ts',
      'service.server.ts',
      'utils',
    ]));

  it('is explained by a README in every feature', () => {
    const explained = globSync('src/features/*/README.md').map((path) => path.split('/')[2]);
    expect(readdirSync('src/features').filter((name) => !explained.includes(name))).toEqual([]);
  });
});
