/**
 * The wire protocol: the envelope, its encoder and decoder, the bytes of a frame, close codes. No other package knows
 * its JSON.
 */
package io.tapewire.protocol;
