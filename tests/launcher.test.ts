import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clusterOf, freePort, makeLaboratory, Program, servingPid, type StartOptions } from './laboratory.ts';

const root = process.getuid?.() === 0;
const linkText = 'Откройте одноразовую ссылку';

describe('starting the program', () => {
  let top: string;
  let folder: string;
  let data: string;
  let port: number;
  let programs: Program[];
  let number = 0;

  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'launcher-'));
    chmodSync(top, 0o755);
    folder = join(top, 'checkout');
    mkdirSync(folder);
    makeLaboratory(folder);
  }, 120_000);
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  const fresh = async () => {
    programs = [];
    data = join(top, `data-${number++}`);
    port = await freePort();
  };
  const begin = (options: StartOptions = {}, at = port) => {
    const program = new Program(folder, at, { ...options, environment: { DATA_DIR: data, ...options.environment } });
    programs.push(program);
    return program;
  };
  afterEach(async () => {
    for (const program of programs) await program.stop();
    if (!clusterOf(data).startsWith(top)) rmSync(clusterOf(data), { recursive: true, force: true });
  });

  it('prints the one-time link, serves, stops cleanly, and does it all twice in a row', async () => {
    await fresh();
    for (const time of [1, 2]) {
      const program = await begin().serves();
      expect(program.output).toContain(`http://127.0.0.1:${port}/first-run/one-time-token`);
      expect(await program.ask('/')).toMatchObject({ status: 200, text: 'empty' });
      expect(await program.stop(), `stop ${time}`).toBe(0);
      expect(existsSync(join(clusterOf(data), 'data', 'postmaster.pid'))).toBe(false);
      expect(existsSync(join(data, 'running.json'))).toBe(false);
    }
  }, 60_000);

  it('refuses a taken port and a taken folder in one sentence each', async () => {
    await fresh();
    await begin().serves();
    const samePort = begin({ environment: { DATA_DIR: join(top, 'other') } });
    expect(await samePort.ended).toBe(1);
    expect(samePort.output.trim()).toBe(
      `Порт ${port} на 127.0.0.1 уже занят другой программой: задайте свободный в настройке PORT.`,
    );
    const sameFolder = begin({}, await freePort());
    expect(await sameFolder.ended).toBe(1);
    expect(sameFolder.output.trim()).toMatch(/^Папка .* занята уже запущенной программой \(процесс \d+\).*\.$/);
  }, 60_000);

  it('starts again at once after its parent was killed', async () => {
    await fresh();
    const first = await begin().serves();
    first.process.kill('SIGKILL');
    await first.ended;
    expect(await (await begin().serves()).ask('/')).toMatchObject({ text: 'empty' });
  }, 60_000);

  it('starts again after the server was killed and left its database running', async () => {
    await fresh();
    const first = await begin().serves();
    process.kill(servingPid(data), 'SIGKILL');
    expect(await first.ended).toBe(1);
    expect(existsSync(join(clusterOf(data), 'data', 'postmaster.pid'))).toBe(true);
    expect(await (await begin().serves()).ask('/')).toMatchObject({ text: 'empty' });
  }, 60_000);

  it('fills a demonstration of its own once, beginning anew when that was interrupted', async () => {
    await fresh();
    const interrupted = begin({ command: 'demo', environment: { SLOW_SEED: '30000' } });
    while (!interrupted.output.includes('Заполняется')) await sleep(50);
    await sleep(1500);
    process.kill(servingPid(join(data, 'demo')), 'SIGKILL');
    await interrupted.ended;

    const second = await begin({ command: 'demo' }).serves();
    expect(second.output).toContain('Заполняется');
    expect(second.output).toContain('operator@example.org');
    expect(second.output).not.toContain(linkText);
    expect(await second.ask('/')).toMatchObject({ text: 'Demo' });
    await second.stop();

    const third = await begin({ command: 'demo' }).serves();
    expect(third.output).not.toContain('Заполняется');
    await third.stop();
    // a real installation beside it is empty
    expect(await (await begin().serves()).ask('/')).toMatchObject({ text: 'empty' });
  }, 90_000);

  it.each([
    [{ PORT: 'девять' }, /^Настройка PORT .*\.$/],
    [{ DATABASE_URL: 'mysql://x/y' }, /^Настройка DATABASE_URL .*\.$/],
    [{ ORIGIN: 'example.org' }, /^Настройка ORIGIN .*\.$/],
    [
      { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x' },
      /^База данных по адресу 127\.0\.0\.1:1\/x .*недоступна.*\.$/,
    ],
    [{ DATA_DIR: '/dev/null/data' }, /^Папку \/dev\/null\/data нельзя создать.*\.$/],
  ])(
    'with %j ends with one sentence and code 1',
    async (environment, sentence) => {
      await fresh();
      const program = begin({ environment });
      expect(await program.ended).toBe(1);
      expect(program.output.trim()).toMatch(sentence);
      expect(program.output).not.toContain('    at ');
    },
    30_000,
  );

  it.runIf(root)(
    'works as an ordinary user, and root may go on with what that user made',
    async () => {
      await fresh();
      const user = { uid: 65534, gid: 65534 };
      mkdirSync(data, { mode: 0o777 });
      chmodSync(data, 0o777);
      // the ordinary user has no right to write the build's lock: its checkout is its own
      chmodSync(join(folder, '.svelte-kit'), 0o777);
      const program = await begin({ user }).serves();
      expect(await program.ask('/')).toMatchObject({ text: 'empty' });
      await program.stop();
      expect(await (await begin().serves()).ask('/')).toMatchObject({ text: 'empty' });
    },
    60_000,
  );

  it.runIf(root)(
    'works as root in a checkout closed to others',
    async () => {
      await fresh();
      data = join(folder, 'data');
      chmodSync(top, 0o700);
      try {
        for (const time of [1, 2]) {
          const program = await begin().serves();
          expect(await program.ask('/'), `start ${time}`).toMatchObject({ text: 'empty' });
          await program.stop();
        }
        expect(clusterOf(data)).not.toContain(top);
      } finally {
        chmodSync(top, 0o755);
      }
    },
    60_000,
  );
});
