// Packs, installs the package in an empty folder as a user would, and runs it there.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealscan-package-'));
const LIMIT = 6 * 1024 * 1024;

const run = (command, args, cwd) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true' },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} gave ${status}: ${stderr}${stdout}`);
  return stdout;
};

try {
  run('npm', ['pack', '--silent', '--pack-destination', folder], root);
  const [tarball] = readdirSync(folder);
  const { size } = statSync(join(folder, tarball));
  if (size > LIMIT) throw new Error(`the package has ${size} bytes`);
  run('npm', ['init', '--yes'], folder);
  run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', join(folder, tarball)],
    folder,
  );
  const bin = join(folder, 'node_modules', '.bin', 'sealscan');
  const version = run(bin, ['--version'], folder).trim();
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  if (version !== wanted) throw new Error(`it says that it is ${version}, not ${wanted}`);
  run(bin, ['rules', 'test'], folder);
  run(bin, ['scan', '--from', join(root, 'fixtures/acme.ndjson'), '--fail-on', 'none', '--allow-incomplete'], folder);
  const files = readdirSync(join(folder, 'sealscan-report'));
  for (const file of ['report.html', 'report.sarif', 'report.json'])
    if (!files.includes(file)) throw new Error(`no ${file} was written`);
  console.log(`${tarball}: ${(size / 1024 / 1024).toFixed(2)} MB packed; installed, tried`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
