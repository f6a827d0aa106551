// An OpenID provider for the integration tests, which knows one client and lets everybody sign in under any name.
// It prints its port. Its first argument is the client's redirect address, whose port does not count on this machine.

import http from "node:http";
import { Provider } from "oidc-provider";

const [redirectUri, signedOutUri] = process.argv.slice(2);

const server = http.createServer();
server.listen(0, "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      {
        client_id: "tapewire",
        client_secret: "a secret + of the client's",
        application_type: "native",
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [signedOutUri],
      },
    ],
    claims: { openid: ["sub"], profile: ["name"], groups: ["groups"] },
    // The claims stand in the ID token, as with most providers.
    conformIdTokenClaims: false,
    findAccount: (/** @type {unknown} */ _context, /** @type {string} */ id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `${id} <Lovelace>`, groups: ["builders"] }),
    }),
  });
  server.on("request", provider.callback());
  console.log(port);
});

// It ends with the tests, also if they are killed.
process.stdin.on("end", () => process.exit()).resume();
