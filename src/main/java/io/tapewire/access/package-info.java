/** Who may do what with a channel: callers, their grants, and the one place that everything asks. */
package io.tapewire.access;
