/**
 * Live terminals for Jakarta EE. Data flows from ingest and event through broadcast, log and channel to socket and
 * page.
 */
package io.tapewire;
