// Addresses of the page that lead to a line: `?channel=build&at=42.0&epoch=9f3c`, or with `in=2` to a line of the second channel.

import { pageFor } from "../elements/page-address.js";
import { placeOf, placeText } from "../terminal/line-places.js";

/** @typedef {import("../terminal/line-places.js").Place} Place */

/** The address of a line, or of a channel, by itself. @param {string | URL} page @param {string} channel @param {Place} [place] */
export function addressOf(page, channel, place) {
  const url = pageFor(page, channel);
  for (const name of ["beside", "widths"]) url.searchParams.delete(name);
  return withPlace(url, place, 0);
}

/** @param {string | URL} page @param {Place | undefined} place @param {number} index of its channel among those side by side, from 0 */
export function withPlace(page, place, index) {
  const url = new URL(page);
  for (const name of ["at", "epoch", "in"]) url.searchParams.delete(name);
  if (!place) return url;
  url.searchParams.set("at", placeText(place));
  // Offsets begin anew in another log, where the same numbers mean other lines.
  if (place.epoch !== undefined) url.searchParams.set("epoch", place.epoch);
  if (index > 0) url.searchParams.set("in", String(index + 1));
  return url;
}

/** @param {string | URL} page @returns {(Place & { index: number }) | undefined} `index`: of its channel */
export function placeIn(page) {
  const { searchParams } = new URL(page);
  const place = placeOf(searchParams.get("at"));
  const number = Number(searchParams.get("in") ?? 1);
  const index = Number.isSafeInteger(number) && number > 0 ? number - 1 : 0;
  return place && { ...place, epoch: searchParams.get("epoch") ?? undefined, index };
}
