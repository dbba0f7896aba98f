// What the npm commands do; run by the project's own Node. Each loads only what it needs: reading a file must be quick.

const [command = 'start', ...rest] = process.argv.slice(2);
const from = process.env.ESTAFETA_FROM ?? process.cwd();

async function serve(demonstration: '0' | '1'): Promise<void> {
  await (await import('./build.ts')).build();
  const { run } = await import('../server/run.ts');
  await run({ ...process.env, ESTAFETA_DEMO: demonstration });
}

const tasks: Readonly<Record<string, () => Promise<unknown>>> = {
  start: () => serve('0'),
  demo: () => serve('1'),
  build: async () => (await import('./build.ts')).build(),
  dev: async () => (await import('./dev.ts')).dev(),
  types: async () => (await import('./types.ts')).types(),
  test: async () => (await import('./checks.ts')).checks(rest),
  import: async () => (await import('./import.ts')).importFile(rest, from),
  read: async () => (await import('./read.ts')).read(rest, from),
  pictures: async () => (await import('./pictures.ts')).pictures(rest, from),
};

const task = Object.hasOwn(tasks, command) ? tasks[command] : undefined;
if (!task) {
  console.error(`Команды «${command}» нет, есть ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}
try {
  await task();
  // the channel to the parent process would keep this one alive
  if (command !== 'dev') process.disconnect?.();
} catch (error) {
  const { tellFailure } = await import('../server/run.ts');
  tellFailure(error);
  process.exit(1);
}
