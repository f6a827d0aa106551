/** Takes a server out of service without anyone losing anything: its viewers and producers go on at other servers. */
package io.tapewire.drain;
