package io.tapewire.terminal;

/** A sequence whose end has not been read yet. */
record Unfinished(int state, int collected, Parameters parameters, OscString osc) {
    private static final int MOST_COLLECTED = 4;

    /** Writes text that leads to the same state, and to the same effect when the rest comes. */
    void write(StringBuilder text) {
        switch (state) {
            case State.GROUND -> {}
            case State.ESCAPE -> text.append("\u001b");
            case State.ESCAPE_INTERMEDIATE -> text.append("\u001b").append(collectedText());
            case State.CSI_ENTRY -> text.append("\u001b[");
            case State.CSI_PARAM, State.CSI_INTERMEDIATE -> writeControlSequence(text);
            case State.CSI_IGNORE -> text.append("\u001b[??");
            case State.SOS_PM_APC_STRING -> text.append("\u001b_");
            case State.OSC_STRING -> osc.write(text.append("\u001b]"));
            // none of them has an effect, so it does not matter which one it is
            case State.DCS_ENTRY -> text.append("\u001bP");
            case State.DCS_PARAM -> text.append("\u001bP;");
            case State.DCS_INTERMEDIATE -> text.append("\u001bP ");
            case State.DCS_IGNORE -> text.append("\u001bP??");
            case State.DCS_PASSTHROUGH -> text.append("\u001bPx");
            default -> throw new IllegalStateException("state " + state);
        }
    }

    /** A private prefix comes before the parameters, intermediates after them. */
    private void writeControlSequence(StringBuilder text) {
        String characters = collectedText();
        int prefix = !characters.isEmpty() && characters.charAt(0) >= '<' ? 1 : 0;
        text.append("\u001b[").append(characters, 0, prefix);
        int begin = text.length();
        parameters.write(text);
        if (state == State.CSI_PARAM && prefix == 0 && text.length() == begin) {
            // a first parameter of 0 leads from the entry, no parameter does not
            text.append('0');
        }
        text.append(characters, prefix, characters.length());
    }

    private String collectedText() {
        StringBuilder text = new StringBuilder();
        for (int shift = (MOST_COLLECTED - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            int character = (collected >> shift) & 0xff;
            if (character != 0) {
                text.append((char) character);
            }
        }
        return text.toString();
    }
}
