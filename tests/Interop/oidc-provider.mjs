// An OpenID Connect provider in a process of its own: the npm package oidc-provider, with people whose groups are known.
// Arguments: its port, and Parley's address.

import Provider from 'oidc-provider';

const [port, parley] = process.argv.slice(2);

/** Everybody may sign in with any password; the groups are what tests tell apart. */
const GROUPS = { hanna: ['staff', 'hosts'], adam: ['admins'], nora: ['visitors'] };

const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: 'parley',
      client_secret: process.env.CLIENT_SECRET,
      redirect_uris: [`${parley}/api/v1/oidc/callback`],
      post_logout_redirect_uris: [`${parley}/account/sign-in`],
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['realm_access'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: `${id[0].toUpperCase()}${id.slice(1)} Example`,
      preferred_username: id,
      realm_access: { roles: GROUPS[id.split('-')[0]] ?? [] },
    }),
  }),
});

provider.listen(Number(port), 'localhost', () => console.log('ready'));
