package io.tapewire.terminal;

/** Select Graphic Rendition, as xterm.js understands it. */
final class Sgr {
    private final ExtendedColour extended = new ExtendedColour();

    void apply(Parameters parameters, Rendition rendition) {
        for (int i = 0; i < parameters.count(); i++) {
            i += apply(parameters, i, rendition);
        }
    }

    /** Returns how many more parameters belonged to this one. */
    private int apply(Parameters parameters, int index, Rendition rendition) {
        Attributes attributes = rendition.attributes();
        int code = parameters.get(index);
        switch (code) {
            case 0 -> rendition.plain();
            case 1 -> attributes.set(Attributes.BOLD, true);
            case 2 -> attributes.set(Attributes.FAINT, true);
            case 3 -> attributes.set(Attributes.ITALIC, true);
            case 4 -> rendition.underline(underlineStyle(parameters, index));
            case 5 -> attributes.set(Attributes.BLINK, true);
            case 7 -> attributes.set(Attributes.INVERSE, true);
            case 8 -> attributes.set(Attributes.INVISIBLE, true);
            case 9 -> attributes.set(Attributes.CROSSED_OUT, true);
            case 21 -> rendition.underline(Rendition.DOUBLE);
            case 22 -> attributes.set(Attributes.BOLD | Attributes.FAINT, false);
            case 23 -> attributes.set(Attributes.ITALIC, false);
            case 24 -> rendition.underline(Rendition.NO_UNDERLINE);
            case 25 -> attributes.set(Attributes.BLINK, false);
            case 27 -> attributes.set(Attributes.INVERSE, false);
            case 28 -> attributes.set(Attributes.INVISIBLE, false);
            case 29 -> attributes.set(Attributes.CROSSED_OUT, false);
            case 39 -> attributes.foreground = Colour.DEFAULT;
            case 49 -> attributes.background = Colour.DEFAULT;
            case 53 -> attributes.set(Attributes.OVERLINE, true);
            case 55 -> attributes.set(Attributes.OVERLINE, false);
            case 59 -> rendition.defaultUnderlineColour();
            case 38 -> {
                attributes.foreground = extended.read(parameters, index, attributes.foreground);
                return extended.further();
            }
            case 48 -> {
                attributes.background = extended.read(parameters, index, attributes.background);
                return extended.further();
            }
            case 58 -> {
                rendition.underlineColour(extended.read(parameters, index, rendition.underlineColour()));
                return extended.further();
            }
            default -> applyColour(code, attributes);
        }
        return 0;
    }

    private static void applyColour(int code, Attributes attributes) {
        if (code >= 30 && code <= 37) {
            attributes.foreground = Colour.basic(code - 30);
        } else if (code >= 40 && code <= 47) {
            attributes.background = Colour.basic(code - 40);
        } else if (code >= 90 && code <= 97) {
            attributes.foreground = Colour.bright(code - 90);
        } else if (code >= 100 && code <= 107) {
            attributes.background = Colour.bright(code - 100);
        }
    }

    private static int underlineStyle(Parameters parameters, int index) {
        if (parameters.subcount(index) == 0) {
            return Rendition.SINGLE;
        }
        int style = parameters.sub(index, 0);
        return style < 0 || style > Rendition.DASHED ? Rendition.SINGLE : style;
    }
}
