/** Terminal output: where its sequences begin and end, the state that they leave a terminal in, and its lines. */
package io.tapewire.terminal;
