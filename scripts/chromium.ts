import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** How Playwright is to launch the browser. */
export interface LaunchOptions {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** An npm package that holds a whole headless Chromium with its libraries, for those who may not install programs. */
const packaged = { name: '@sparticuz/chromium', version: '147.0.0' };
const unpacked = resolve('node_modules', '.cache', `chromium-${packaged.version}`);

/** Finds the browser; null when there is none yet. CHROMIUM_PATH names one of the owner's. */
export function findChromium(): LaunchOptions | null {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const executablePath = [process.env['CHROMIUM_PATH'], ...installed].find((path) => path && existsSync(path));
  if (executablePath) return { executablePath, args: flags, env: environment };
  if (!existsSync(unpacked)) return null;
  return {
    executablePath: join(unpacked, 'chromium'),
    args: flags,
    env: { ...environment, LD_LIBRARY_PATH: join(unpacked, 'lib'), FONTCONFIG_FILE: join(unpacked, 'fonts.conf') },
  };
}

/** The browser, installed when there is none: Debian's for root, otherwise the one from the npm package. */
export function provideChromium(): LaunchOptions {
  const found = findChromium();
  if (found) return found;
  console.log('Устанавливается Chromium для проверок…');
  if (!installFromDebian()) installFromPackage();
  const provided = findChromium();
  if (!provided) throw new Error('Chromium не установился: поставьте его сами и назовите в CHROMIUM_PATH.');
  return provided;
}

function installFromDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  const done = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
    stdio: 'ignore',
  });
  return done.status === 0 && findChromium() !== null;
}

function installFromPackage(): void {
  const unfinished = `${unpacked}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    execFileSync(
      'npm',
      ['pack', `${packaged.name}@${packaged.version}`, '--silent', '--pack-destination', unfinished],
      { stdio: 'ignore' },
    );
    execFileSync('tar', ['-xzf', globSync(join(unfinished, '*.tgz'))[0]!, '-C', unfinished]);
    const content = (name: string): Buffer =>
      brotliDecompressSync(readFileSync(join(unfinished, 'package', 'bin', name)));
    writeFileSync(join(unfinished, 'chromium'), content('chromium.br'), { mode: 0o755 });
    for (const archive of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
      execFileSync('tar', ['-xf', '-', '-C', unfinished], { input: content(archive) });
    }
    writeFileSync(join(unfinished, 'fonts.conf'), fontSettings);
    for (const left of ['package', ...globSync('*.tgz', { cwd: unfinished })])
      rmSync(join(unfinished, left), { recursive: true });
    renameSync(unfinished, unpacked);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(unpacked, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(unpacked, 'font-cache')}</cachedir>
</fontconfig>
`;
