// A provider that lies as it is told: it speaks just enough OpenID Connect to be believed, and breaks one rule at a time.
// Argument: its port. GET /lie?is=NAME says which rule to break from now on.

import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { SignJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose';

const issuer = `http://localhost:${process.argv[2]}`;
const keys = await generateKeyPair('RS256', { extractable: true });
const others = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
const pem = await exportSPKI(keys.publicKey);

let lie = 'none';
let nonce = '';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function claims() {
  const now = Math.floor(Date.now() / 1000);
  const truth = { iss: issuer, sub: 'mallory', aud: 'parley', iat: now, exp: now + 300, nonce, preferred_username: 'mallory', name: 'Mallory' };
  const lies = {
    'wrong nonce': { nonce: 'another' },
    'no nonce': { nonce: undefined },
    'wrong audience': { aud: 'somebody-else' },
    'wrong issuer': { iss: 'https://elsewhere.example' },
    expired: { iat: now - 7200, exp: now - 3600 },
  };
  return { ...truth, ...lies[lie] };
}

/** An ID token with the lie in it. */
async function idToken() {
  if (lie === 'alg none') return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims())}.`;
  if (lie === 'public key as secret') {
    const head = `${encode({ alg: 'HS256', typ: 'JWT', kid: 'one' })}.${encode(claims())}`;
    return `${head}.${createHmac('sha256', pem).update(head).digest('base64url')}`;
  }
  if (lie === 'client secret as key') {
    const head = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims())}`;
    return `${head}.${createHmac('sha256', process.env.CLIENT_SECRET).update(head).digest('base64url')}`;
  }
  const key = lie === 'another key' ? others.privateKey : keys.privateKey;
  const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'one' }).sign(key);
  return lie === 'no signature' ? token.slice(0, token.lastIndexOf('.') + 1) : token;
}

const pages = {
  '/.well-known/openid-configuration': () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/me`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  }),
  '/keys': () => ({ keys: [jwk] }),
  '/token': async () => ({ access_token: 'token', token_type: 'Bearer', expires_in: 300, id_token: await idToken() }),
  '/me': () => ({ sub: lie === 'another person' ? 'ann' : 'mallory', name: 'Mallory' }),
};

createServer(async (request, response) => {
  const url = new URL(request.url, issuer);
  if (url.pathname === '/lie') {
    lie = url.searchParams.get('is');
    response.end();
    return;
  }
  if (url.pathname === '/authorize') {
    nonce = url.searchParams.get('nonce');
    const back = new URL(url.searchParams.get('redirect_uri'));
    back.searchParams.set('code', 'code');
    back.searchParams.set('state', url.searchParams.get('state'));
    response.writeHead(302, { location: back.href }).end();
    return;
  }
  if (lie === 'silent token endpoint' && url.pathname === '/token') {
    request.socket.destroy();
    return;
  }
  const page = pages[url.pathname];
  response.writeHead(page ? 200 : 404, { 'content-type': 'application/json' });
  response.end(page ? JSON.stringify(await page()) : '{}');
}).listen(Number(process.argv[2]), 'localhost', () => console.log('ready'));
