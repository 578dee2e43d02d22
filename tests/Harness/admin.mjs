// The admin API over the socket in a node's data directory, as the command line uses it.

import { request } from 'node:http';
import { join } from 'node:path';

/** Asks; resolves with `{ status, body }`, and rejects when the node is not there or goes away before it has answered. */
export function admin(dataDirectory, method, path, body) {
  return new Promise((resolve, reject) => {
    const asked = request(
      { socketPath: join(dataDirectory, 'parley.sock'), method, path: `/api/admin/v1${path}`, agent: false, timeout: 30_000 },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => {
          // A body that was cut off is no answer.
          if (!answer.complete) return reject(new Error('the answer was cut off'));
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode, body: text === '' ? null : JSON.parse(text) });
        });
        answer.on('error', reject);
      },
    );
    asked.on('timeout', () => asked.destroy(new Error(`no answer to ${method} ${path} within 30 s`)));
    asked.on('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
