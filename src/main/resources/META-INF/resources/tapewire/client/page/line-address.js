// Addresses of the page that lead to a line: `?channel=build&at=42.0&epoch=9f3c`.

import { pageFor } from "../connection/address.js";
import { placeOf, placeText } from "../terminal/line-places.js";

/** @typedef {import("../terminal/line-places.js").Place} Place */

/** @param {string | URL} page @param {string} channel @param {Place} [place] */
export function addressOf(page, channel, place) {
  const url = pageFor(page, channel);
  if (!place) return url;
  url.searchParams.set("at", placeText(place));
  // Offsets begin anew in another log, where the same numbers mean other lines.
  if (place.epoch !== undefined) url.searchParams.set("epoch", place.epoch);
  return url;
}

/** @param {string | URL} page @returns {Place | undefined} */
export function placeIn(page) {
  const { searchParams } = new URL(page);
  const place = placeOf(searchParams.get("at"));
  return place && { ...place, epoch: searchParams.get("epoch") ?? undefined };
}
