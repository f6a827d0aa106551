/** The bounds of Tapewire with key, unit, default and range, read from MicroProfile Config. */
package io.tapewire.config;
