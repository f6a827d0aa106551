// Numbers, sizes, times and durations in words.

/** @param {number} count @param {string} one @param {string} many */
export function counted(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** @param {number} bytes */
export function sizeWords(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(1)} ${["B", "KiB", "MiB", "GiB"][power]}`;
}

/** How long ago, never in the future: clocks differ. @param {number} millis NaN when it is not known */
export function agoWords(millis) {
  if (Number.isNaN(millis)) return "";
  if (millis < 5_000) return "now";
  const seconds = Math.floor(millis / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** As on a stop watch, never negative. @param {number} millis NaN when it is not known */
export function spanWords(millis) {
  if (Number.isNaN(millis)) return "";
  const seconds = Math.max(0, Math.floor(millis / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${String(seconds % 60).padStart(2, "0")}s`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, "0")}m`;
}

/** The time of day as the viewer's clock shows it. @param {Date} time */
export function clockWords(time) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return Number.isNaN(time.getTime()) ? "" : `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}
