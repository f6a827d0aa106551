/** What the server's log ends with: the page's address and a line to publish with, ready to use. */
package io.tapewire.welcome;
