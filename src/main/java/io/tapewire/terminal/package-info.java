/** Terminal output: where its sequences begin and end, and the state that they leave a terminal in. */
package io.tapewire.terminal;
