// A Parley that takes a provider's accounts, and the provider beside it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Parley } from '../Harness/parley.mjs';
import { freeTcpPort } from '../Harness/ports.mjs';
import { start } from '../Harness/processes.mjs';
import { until } from '../Harness/until.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const SECRET = 'correct horse battery staple, for a client';

/** `script`: the provider's; `settings`: further ones below parley.accounts.oidc. */
export async function openOidcStage(script, settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-oidc-'));
  const secretFile = join(folder, 'client-secret');
  writeFileSync(secretFile, `${SECRET}\n`, { mode: 0o600 });
  const port = await freeTcpPort();
  const all = { authority: `http://localhost:${port}`, 'client-id': 'parley', 'client-secret-file': secretFile, label: 'Example ID', ...settings };
  const sets = Object.entries(all).flatMap(([key, value]) => ['--set', `parley.accounts.oidc.${key}=${value}`]);
  const parley = await Parley.open([...sets, '--set', 'parley.web.trusted-proxies=127.0.0.1']);
  const provider = await startProvider(script, port, parley.url);
  return {
    parley,
    authority: all.authority,
    /** Ends the provider; Parley stays. */
    async stopProvider() {
      provider.child.kill('SIGTERM');
      await provider.ended;
    },
    async close() {
      provider.child.kill('SIGTERM');
      await Promise.all([provider.ended, parley.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startProvider(script, port, parley) {
  const run = start(process.execPath, [join(HERE, script), String(port), parley], { env: { ...process.env, CLIENT_SECRET: SECRET } });
  await until(`${script} on port ${port}`, () => run.output().includes('ready') || run.child.exitCode !== null);
  if (run.child.exitCode !== null) throw new Error(`${script} ended at its start; it printed:\n${run.output()}`);
  return run;
}
