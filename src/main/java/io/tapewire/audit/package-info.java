/** The audit: who has done or was refused what, from where and when, in a channel that only administrators may watch. */
package io.tapewire.audit;
