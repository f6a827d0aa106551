// Asks for the channel before the rest of the page runs: the shared worker starts, its socket opens and output comes while the browser is
// still busy with the terminal and everything around it.

import { borrow } from "../elements/clients.js";
import { connectionOf } from "../elements/attributes.js";
import { isChannelName } from "../channel/channel-name.js";
import { part } from "./part.js";

const terminal = part("tapewire-terminal");
const channel = terminal.getAttribute("channel") ?? "";
// The one that the terminal will have, because its attributes say the same.
const { client, giveBack } = borrow(connectionOf(terminal));
// It shows nothing and says so, so the server sends no more than a window. The terminal will be given it from the worker's memory.
const following = isChannelName(channel) ? client.follow(channel, { show() {} }) : undefined;

/** The terminal follows the channel itself, and has the client. */
export function started() {
  following?.close();
  giveBack();
}
