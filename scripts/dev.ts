import { join } from 'node:path';
import { createServer } from 'vite';
import { stopApp } from '#platform/app.server.ts';
import { lockFolder } from '#platform/embedded/lock.server.ts';
import { folderTaken, openDatabase, passOn, prepare, settings, type Undo } from '../server/main.ts';

/** The program with its sources watched, on the demonstration of a data folder of its own. */
export async function dev(): Promise<void> {
  const asked = settings({
    ...process.env,
    DATA_DIR: join(process.env['DATA_DIR'] || 'data', 'dev'),
    ESTAFETA_DEMO: '1',
  });
  const undo: Undo[] = [await lockFolder(asked.dataDir, { refusal: folderTaken(asked.dataDir) }), stopApp];
  const databaseUrl = await openDatabase(asked, (step) => undo.splice(1, 0, step));
  passOn(asked, databaseUrl);
  process.env['NODE_ENV'] = 'development';
  await prepare(asked, databaseUrl);
  const server = await createServer({ server: { host: asked.host, port: asked.port, strictPort: true } });
  await server.listen();
  server.printUrls();
  const stop = async (): Promise<void> => {
    await server.close();
    for (const step of undo.splice(0).toReversed()) await step();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}
