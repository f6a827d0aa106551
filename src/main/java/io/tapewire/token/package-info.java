/** JWTs: which keys they are checked with, what they must say, and what they grant. */
package io.tapewire.token;
