// The newest release, built once in a folder of its own, from what is on this machine: packages come from the caches that the current build
// has filled. Which commit that is stands here and not in a tag only, which not every copy of a repository has.
//
//   node tests/Harness/release.mjs     builds it

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const CLIENT = 'Cluster.Web/client';
/** To be replaced with each release. */
const NEWEST = { tag: 'v0.2.0', commit: '371f137f7bada5296b69000515fc54bd010af3e3' };

export class Release {
  #folder;
  #commit;

  constructor({ tag, commit }) {
    this.tag = tag;
    this.#commit = commit;
    this.#folder = join(ROOT, 'tests/bin', tag);
    this.program = join(this.#folder, 'Cluster.Host/bin/Release/net10.0/parley');
  }

  static newest() {
    return new Release(NEWEST);
  }

  /** Builds program and client, unless that was done before; takes a minute or two. */
  build() {
    const stamp = join(this.#folder, '.built');
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === this.#commit) return;
    if (!isHere(this.#commit)) throw new Error(`the commit of ${this.tag} is not in this copy of the repository: git fetch --unshallow brings it`);
    console.log(`Building ${this.tag}`);
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
    const sources = join(this.#folder, 'sources.tar');
    run('git', ['archive', `--output=${sources}`, this.#commit]);
    run('tar', ['-x', '-f', sources, '-C', this.#folder]);
    rmSync(sources);
    run('dotnet', ['build', join(this.#folder, 'Cluster.Host'), '-c', 'Release', '-p:SkipClient=true', '-p:NuGetAudit=false', '--nologo', '-v', 'quiet', '-clp:NoSummary']);
    this.#buildClient(join(this.#folder, CLIENT));
    writeFileSync(stamp, this.#commit);
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

function isHere(commit) {
  try {
    execFileSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: ROOT, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function run(program, args) {
  execFileSync(program, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) Release.newest().build();
