// What the npm commands do; run by the project's own Node.
import { run, tellFailure } from '../server/run.ts';
import { build } from './build.ts';

const [command = 'start', ...rest] = process.argv.slice(2);

const tasks: Readonly<Record<string, () => Promise<unknown>>> = {
  start: async () => {
    await build();
    await run({ ...process.env, ESTAFETA_DEMO: '0' });
  },
  demo: async () => {
    await build();
    await run({ ...process.env, ESTAFETA_DEMO: '1' });
  },
  build,
  dev: async () => (await import('./dev.ts')).dev(),
  types: async () => (await import('./types.ts')).types(),
  test: async () => (await import('./checks.ts')).checks(rest),
};

const task = tasks[command];
if (!task) {
  console.error(`Нет такой команды: ${command}. Есть: ${Object.keys(tasks).join(', ')}.`);
  process.exit(1);
}
try {
  await task();
  // the channel to the parent process would keep this one alive
  if (command !== 'dev') process.disconnect?.();
} catch (error) {
  tellFailure(error);
  process.exit(1);
}
