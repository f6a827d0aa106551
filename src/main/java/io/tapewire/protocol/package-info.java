/** The wire protocol: the envelope, its encoder and decoder, the bytes of a frame. Only here is its JSON known. */
package io.tapewire.protocol;
