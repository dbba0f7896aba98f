import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// tsconfig.json extends a file that SvelteKit generates inside node_modules, which every npm install removes
if (!existsSync('node_modules/$app/tsconfig.json')) {
  execFileSync(process.execPath, ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync']);
}

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{src,server,db,tests,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'tests/e2e/**'],
    globalSetup: ['tests/database-server.ts'],
    env: { TZ: 'UTC' },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
  },
});
