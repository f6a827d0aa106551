// The library's entry point: everything that a front end of one's own needs, and no terminal emulator.

export { connect } from "./connection/connect.js";
