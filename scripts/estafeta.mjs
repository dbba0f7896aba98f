#!/usr/bin/env node
// The first thing every npm command runs. Plain JavaScript that Node 20 understands: it installs what the project needs
// when that is missing or does not match the lock file, then hands over to the project's own Node.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const isForScripts = ['read', 'import'].includes(process.argv[2] ?? '');
const ownNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** Whether node_modules holds exactly what the lock file names for this machine. */
function isInstalled() {
  try {
    const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
    const wanted = read('package-lock.json');
    const present = read('node_modules/.package-lock.json');
    return Object.entries(wanted).every(([path, { version, optional, link }]) => {
      if (path === '' || link) return true;
      return present[path] ? present[path].version === version : Boolean(optional);
    });
  } catch {
    return false;
  }
}

function nodeVersion(program) {
  const asked = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return asked.status === 0 ? Number(asked.stdout.slice(1).split('.')[0]) : 0;
}

/** The Node to hand over to: the project's own, or the one running now when it is new enough. */
function chooseNode() {
  if (existsSync(ownNode) && nodeVersion(ownNode) >= 24) return ownNode;
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : null;
}

function install() {
  // what a command prints goes on to other programs, and a refusal is one sentence: only a person is told to wait
  if (!isForScripts) console.log('Устанавливаются зависимости…');
  else if (process.stderr.isTTY) console.error('Устанавливаются зависимости…');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const [program, parameters] = npm && /\.c?js$/.test(npm) ? [process.execPath, [npm, ...args]] : ['npm', args];
  const environment = { ...process.env };
  // a production environment would leave out what builds the program
  delete environment.NODE_ENV;
  delete environment.npm_config_omit;
  const done = spawnSync(program, parameters, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: environment,
    shell: windows,
  });
  if (done.status === 0) return;
  const words = (done.stderr ?? '').split('\n').filter((line) => /^npm error ./.test(line));
  console.error(words.slice(0, 6).join('\n'));
  // what was left by an interrupted installation is in nobody's way
  rmSync(join(root, 'node_modules', '.package-lock.json'), { force: true });
  console.error('Зависимости не установились: проверьте доступ к реестру npm и место на диске.');
  process.exit(1);
}

if (!isInstalled() || !chooseNode()) install();
const node = chooseNode();
if (!node) {
  console.error(
    'Нужен Node.js 24: он ставится вместе с зависимостями, но здесь не запускается. Установите Node.js 24 сами.',
  );
  process.exit(1);
}

// files come from outside: what the reader throws away at once must not be left lying in memory
const sparing = process.argv[2] === 'read' ? ['--max-semi-space-size=1'] : [];
const child = spawn(node, [...sparing, join(root, 'scripts', 'tasks.ts'), ...process.argv.slice(2)], {
  cwd: root,
  // files are named from the folder the command was given in
  env: {
    ...process.env,
    ESTAFETA_FROM: process.cwd(),
    // what is compiled once is kept: commands and threads that read files start twice as soon
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'node'),
  },
  // the channel tells the child when this process is killed without a chance to say anything
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/** The parent of a process, where the system shows it. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

// npm may be killed without passing it on; between npm and this process there is usually a shell that stays
if (process.env.npm_lifecycle_event && !windows) {
  const family = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const atBirth = family();
  setInterval(() => family() !== atBirth && child.kill('SIGTERM'), 500).unref();
}
