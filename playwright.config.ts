import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { provideChromium } from './scripts/chromium.ts';

// set once by the main process and inherited by its workers
const port = (process.env['E2E_PORT'] ??= String(20_000 + (process.pid % 12_000)));
const dataDir = (process.env['E2E_DATA_DIR'] ??= mkdtempSync(join(tmpdir(), 'estafeta-e2e-')));
// root hands the database to an ordinary user, who has to get in
chmodSync(dataDir, 0o755);
// an address of a demonstration that already runs, to write tests against
const running = process.env['E2E_DEMO'];
const origin = running || `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/support/clean.ts',
  workers: 1,
  retries: 0,
  fullyParallel: false,
  timeout: 120_000,
  // how long a slow machine may take to answer; nothing waits longer than it has to
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    baseURL: origin,
    locale: 'ru-RU',
    timezoneId: 'Europe/Volgograd',
    viewport: { width: 1280, height: 900 },
    launchOptions: provideChromium(),
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: process.env['E2E_TRACE'] ? 'retain-on-failure' : 'off',
  },
  ...(running
    ? {}
    : {
        webServer: {
          command: 'node scripts/estafeta.mjs demo',
          url: `${origin}/health`,
          timeout: 300_000,
          reuseExistingServer: false,
          gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
          stdout: 'ignore',
          stderr: 'pipe',
          env: {
            PORT: port,
            DATA_DIR: dataDir,
            HOST: '127.0.0.1',
            ORIGIN: '',
            DATABASE_URL: process.env['E2E_DATABASE_URL'] ?? '',
            SMTP_URL: '',
          },
        },
      }),
});
