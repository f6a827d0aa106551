// The channels that are shown side by side, in the page's address: `?channel=a&beside=b&beside=c&widths=50-25-25`.

import { channelOf, pageFor } from "../elements/page-address.js";
import { placeIn, withPlace } from "./line-address.js";

export const MOST_CHANNELS = 4;
/** The server's own log, so that whoever comes without a channel sees something live. */
const FIRST_CHANNEL = "server";

/**
 * @typedef {object} Layout
 * @property {string[]} channels from left to right, one at least
 * @property {number[]} widths of these, in parts of their sum
 */

/** @param {string | URL} page @returns {Layout} */
export function layoutIn(page) {
  const { searchParams } = new URL(page);
  const beside = searchParams.getAll("beside").filter(Boolean);
  const channels = [channelOf(page) ?? FIRST_CHANNEL, ...beside].slice(0, MOST_CHANNELS);
  const widths = (searchParams.get("widths") ?? "").split("-").map(Number);
  const isValid = widths.length === channels.length && widths.every((width) => width >= 1 && width <= 1_000);
  return { channels, widths: isValid ? widths : equal(channels.length) };
}

/** The line to which the address leads stays in it while its channel stays where it is. @param {string | URL} page @param {Layout} layout */
export function withLayout(page, { channels, widths }) {
  const before = layoutIn(page).channels;
  const [first, ...beside] = channels;
  const place = placeIn(page);
  const isThere = place && channels[place.index] === before[place.index];
  const url = withPlace(first === before[0] ? page : pageFor(page, first), isThere ? place : undefined, place?.index ?? 0);
  url.searchParams.delete("beside");
  url.searchParams.delete("widths");
  for (const channel of beside) url.searchParams.append("beside", channel);
  if (widths.some((width) => width !== widths[0])) url.searchParams.set("widths", widths.map(Math.round).join("-"));
  return url;
}

/** With another channel at the end. @param {Layout} layout @param {string} channel @returns {Layout} */
export function withChannel({ channels }, channel) {
  return { channels: [...channels, channel], widths: equal(channels.length + 1) };
}

/** @param {Layout} layout @param {number} index @returns {Layout} */
export function withoutChannel({ channels }, index) {
  return { channels: channels.filter((_, i) => i !== index), widths: equal(channels.length - 1) };
}

/** With another channel in place of the one at this index. @param {Layout} layout @param {number} index @param {string} channel @returns {Layout} */
export function withOtherChannel({ channels, widths }, index, channel) {
  return { channels: channels.with(index, channel), widths };
}

/** @param {number} count @returns {number[]} */
function equal(count) {
  return Array.from({ length: count }, () => Math.round(100 / count));
}
