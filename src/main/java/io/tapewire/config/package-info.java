/** Every bound of Tapewire with its key, unit, default and range, read from MicroProfile Config. */
package io.tapewire.config;
