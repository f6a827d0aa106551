// Says in words that a program began or ended.

import { oneLine } from "./readable.js";

/** Characters of a title, so that a long one leaves room for how the program ended. */
const MOST_NAME = 80;

/**
 * @typedef {import("../connection/protocol.js").Run} Run
 * @typedef {import("../connection/protocol.js").RunEnd} RunEnd
 */

/** @param {Run} run */
export function startWords({ run, title, started }) {
  const time = started === undefined ? "" : clockWords(new Date(started));
  return [runName({ run, title }), time].filter((words) => words !== "").join(" · ");
}

/**
 * @param {RunEnd} end
 * @param {string | undefined} ended RFC 3339
 * @param {Run} [run] what is known of the run that has ended, if it was declared
 */
export function endWords({ run: named, outcome, exit }, ended, run) {
  const subject = run ? runName(run) : named === undefined ? "" : runName({ run: named });
  const took = durationWords(Date.parse(ended ?? "") - Date.parse(run?.started ?? ""));
  const how = outcomeWords(outcome, exit);
  const time = took && (how === "finished" ? ` in ${took}` : ` after ${took}`);
  return `${subject && `${subject}: `}${how}${time}`;
}

/** @param {string} outcome @param {number | null} [exit] */
export function outcomeWords(outcome, exit) {
  if (!exit) return outcome;
  return outcome === "finished" ? `exit ${exit}` : `${outcome}, exit ${exit}`;
}

/** What a run is called: by its title, or else by its name. @param {Pick<Run, "run" | "title">} run */
export function runName({ run, title }) {
  return oneLine(title?.trim() ? title : `run ${run}`, MOST_NAME);
}

/** The time as the viewer's clock shows it. @param {Date} time */
function clockWords(time) {
  if (Number.isNaN(time.getTime())) return "";
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** @param {number} millis NaN when it is not known */
export function durationWords(millis) {
  if (!(millis >= 0)) return "";
  if (millis < 950) return `${Math.max(0.1, Math.round(millis / 100) / 10)} s`;
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
