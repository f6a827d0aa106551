/** The load harness: drives the packaged WAR on the profile's server, checks every line at every viewer, and reports figures. */
package io.tapewire.load;
