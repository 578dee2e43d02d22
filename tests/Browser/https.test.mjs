// HTTPS by a certificate of our own, and IPv6 alone: a meeting, and the connection test that says so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeTcpPort } from '../Harness/ports.mjs';
import { setStage } from '../Harness/stage.mjs';

const port = await freeTcpPort();
const origin = `https://[::1]:${port}`;
// People click the warning away; the browser here is told to.
const stage = setStage({
  browser: { args: ['--ignore-certificate-errors'] },
  extra: ['--tls', 'self-signed', '--urls', `https://*:${port}`, '--media-address', '::1'],
});

test('two people meet over HTTPS and IPv6', async () => {
  const room = stage.newRoom('six');
  const [ann, ben] = [await stage.person('Ann'), await stage.person('Ben')];
  await ann.joinByLink(origin, room);
  await ben.joinByLink(origin, room);
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
});

test('plain HTTP leads to the same room by HTTPS', async () => {
  const ann = await stage.person('Ann');
  const room = stage.newRoom('plain');
  await ann.page.goto(`${stage.parley.url}/${room}`);
  assert.equal(ann.page.url(), `https://127.0.0.1:${port}/${room}`);
  assert.equal(await ann.page.evaluate(() => globalThis.isSecureContext), true);
});

test('the connection test reaches the media port and measures the line', async () => {
  const ann = await stage.person('Ann');
  await ann.page.goto(`${origin}/test`);
  await ann.button('Start the test').click();
  await ann.button('Skip').click();
  await ann.page.getByText(/^Connected to \[::1\]:[0-9]+ after [0-9]+ ms\.$/).waitFor();
  await ann.page.getByText(/^[0-9.,]+ Mbit\/s\.?/).nth(1).waitFor();
  await ann.page.getByText('The page came over a secure connection.').waitFor();
  await ann.page.getByText(/set by the administrator/).waitFor();
});
