/** The wire: the envelope, its Encoder and Decoder, the bytes of a frame, close codes; nowhere else is its JSON known. */
package io.tapewire.protocol;
