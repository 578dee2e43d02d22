// The newest release that the repository has a tag of, built once in a folder of its own, from what is on this machine: packages come from
// the caches that the current build has filled.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const CLIENT = 'Cluster.Web/client';

export class Release {
  #folder;

  constructor(tag) {
    this.tag = tag;
    this.#folder = join(ROOT, 'benchmarks/bin', tag);
    this.program = join(this.#folder, 'Cluster.Host/bin/Release/net10.0/parley');
  }

  /** The one with the highest version. */
  static newest() {
    const [tag] = run('git', ['tag', '--list', 'v[0-9]*', '--sort=-v:refname'], 'pipe').split('\n');
    if (!tag) throw new Error('there is no release to upgrade from: no tag v* is in this repository (git fetch --tags brings them)');
    return new Release(tag);
  }

  /** Builds program and client, unless that was done before; takes a minute or two. */
  build() {
    const stamp = join(this.#folder, '.built');
    const commit = run('git', ['rev-parse', `${this.tag}^{commit}`], 'pipe').trim();
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === commit) return;
    console.log(`Building ${this.tag}`);
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
    const sources = join(this.#folder, 'sources.tar');
    run('git', ['archive', `--output=${sources}`, commit]);
    run('tar', ['-x', '-f', sources, '-C', this.#folder]);
    rmSync(sources);
    run('dotnet', ['build', join(this.#folder, 'Cluster.Host'), '-c', 'Release', '-p:SkipClient=true', '-p:NuGetAudit=false', '--nologo', '-v', 'quiet', '-clp:NoSummary']);
    this.#buildClient(join(this.#folder, CLIENT));
    writeFileSync(stamp, commit);
  }

  #buildClient(client) {
    const [own, its] = [join(ROOT, CLIENT), client].map((folder) => readFileSync(join(folder, 'package-lock.json'), 'utf8'));
    const modules = join(ROOT, CLIENT, 'node_modules');
    if (own === its && existsSync(modules)) symlinkSync(modules, join(client, 'node_modules'));
    else run('npm', ['ci', '--prefix', client, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
    run('npm', ['run', 'build', '--silent', '--prefix', client]);
    cpSync(join(client, 'dist'), join(dirname(this.program), 'wwwroot'), { recursive: true });
  }
}

function run(program, args, output = 'inherit') {
  return execFileSync(program, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', output, 'inherit'] }) ?? '';
}
