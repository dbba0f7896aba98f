import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';
import { provideChromium } from './chromium.ts';

const node =
  (script: string, ...args: string[]) =>
  () =>
    command(process.execPath, [join('node_modules', script), ...args]);

/** Everything `npm test` proves, in the order of what fails fastest. */
const steps: Readonly<Record<string, () => Promise<boolean>>> = {
  format: node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  lint: node('eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  boundaries: node(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    'src',
    'server',
    'db',
    'tests',
    'scripts',
  ),
  types: async () =>
    (await node('@sveltejs/kit/svelte-kit.js', 'sync')()) &&
    node('svelte-check/bin/svelte-check', '--fail-on-warnings')(),
  unused: node('knip/bin/knip.js'),
  clauses: () =>
    command(process.execPath, [
      'scripts/clauses.ts',
      '--required',
      'platform territory regulation registry groups agreements programmes reports',
    ]),
  unit: node('vitest/vitest.mjs', 'run'),
  build: async () => {
    await build();
    return true;
  },
  e2e: async () => {
    provideChromium();
    const data = mkdtempSync(join(tmpdir(), 'estafeta-e2e-'));
    try {
      return await command(process.execPath, ['node_modules/@playwright/test/cli.js', 'test'], { E2E_DATA_DIR: data });
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  },
};

function command(program: string, args: string[], more: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...more } });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGTERM', pass);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGTERM', pass);
      resolve(code === 0);
    });
  });
}

/**
 * Runs the named checks, or all of them, to the end, and tells which failed. Exits with 1 if any did.
 */
export async function checks(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(steps, name));
  if (unknown.length > 0) {
    console.error(`Нет таких проверок: ${unknown.join(', ')}. Есть: ${Object.keys(steps).join(', ')}.`);
    process.exit(1);
  }
  // SvelteKit's part of tsconfig.json, which every installation removes
  if (!existsSync('node_modules/$app/tsconfig.json')) await node('@sveltejs/kit/svelte-kit.js', 'sync')();
  const results: [string, boolean, number][] = [];
  for (const name of names.length > 0 ? names : Object.keys(steps)) {
    console.log(`\n— ${name}`);
    const startedAt = Date.now();
    const passed = await steps[name]!().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return false;
    });
    results.push([name, passed, (Date.now() - startedAt) / 1000]);
  }
  console.log('');
  for (const [name, passed, seconds] of results)
    console.log(`${passed ? '✓' : '✗'} ${name.padEnd(10)} ${seconds.toFixed(1)} с`);
  process.exit(results.every(([, passed]) => passed) ? 0 : 1);
}
