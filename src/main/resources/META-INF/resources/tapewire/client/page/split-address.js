// What stands beside the page's channel, in the page's address: `?channel=a&beside=b&beside=c&widths=50-25-25`.

/** Channels in all, the page's own included. */
export const MOST_CHANNELS = 4;

/**
 * @typedef {object} Layout
 * @property {string[]} beside channels, from left to right
 * @property {number[]} widths of all, the page's own channel first, in parts of their sum
 */

/** @param {string | URL} page @returns {Layout} */
export function layoutIn(page) {
  const { searchParams } = new URL(page);
  const beside = searchParams
    .getAll("beside")
    .filter(Boolean)
    .slice(0, MOST_CHANNELS - 1);
  const widths = (searchParams.get("widths") ?? "").split("-").map(Number);
  const isValid = widths.length === beside.length + 1 && widths.every((width) => width >= 1 && width <= 1_000);
  return { beside, widths: isValid ? widths : equal(beside.length + 1) };
}

/** @param {string | URL} page @param {Layout} layout */
export function withLayout(page, { beside, widths }) {
  const url = new URL(page);
  url.searchParams.delete("beside");
  url.searchParams.delete("widths");
  for (const channel of beside) url.searchParams.append("beside", channel);
  if (widths.some((width) => width !== widths[0])) url.searchParams.set("widths", widths.map(Math.round).join("-"));
  return url;
}

/** @param {number} count @returns {number[]} */
export function equal(count) {
  return Array.from({ length: count }, () => Math.round(100 / count));
}
