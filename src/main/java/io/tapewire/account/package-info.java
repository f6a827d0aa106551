/** What callers learn and change about their own permission over HTTP: who they are, tickets, and revocations. */
package io.tapewire.account;
