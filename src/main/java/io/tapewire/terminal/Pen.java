package io.tapewire.terminal;

import java.util.Objects;
import java.util.function.Consumer;

/** Writes the sequences that change a terminal's graphic rendition into another one. */
final class Pen {
    private static final String NO_LINK = "\u001b]8;;\u0007";
    private static final String SOME_LINK = "\u001b]8;;x\u0007";

    private final Rendition current;
    private final Consumer<String> terminal;

    /** The current rendition is that of the terminal that reads what the pen writes. */
    Pen(Rendition current, Consumer<String> terminal) {
        this.current = current;
        this.terminal = terminal;
    }

    /** Changes everything. The wanted rendition must have a consistent underline and extension. */
    void become(Rendition wanted) {
        linkLike(wanted);
        boolean underlined = current.underlineStyle() == wanted.underlineStyle()
                && current.isUnderlineConsistent()
                && current.isExtensionConsistent();
        SgrText sgr = new SgrText();
        if (!underlined) {
            sgr.underline(wanted.underlineStyle());
        }
        if (current.underlineColour() != wanted.underlineColour()) {
            sgr.underlineColour(wanted.underlineColour());
        }
        sgr.difference(current.attributes(), wanted.attributes());
        terminal.accept(sgr.toString());
        protectLike(wanted.attributes());
    }

    void linkLike(Rendition wanted) {
        if (!Objects.equals(current.link(), wanted.link())) {
            link(wanted.link());
        }
    }

    /** Changes the link and the extension. The wanted rendition must have a consistent extension. */
    void extendLike(Rendition wanted) {
        if (current.attributes().has(Attributes.EXTENDED) == wanted.attributes().has(Attributes.EXTENDED)) {
            linkLike(wanted);
        } else {
            link(wanted.link());
        }
    }

    private void link(Hyperlink link) {
        terminal.accept(link == null ? NO_LINK : link.toSequence());
    }

    /** Changes underline style and colour, and their flags. */
    void underlineLike(Rendition wanted) {
        SgrText sgr = new SgrText();
        sgr.underline(wanted.underlineStyle());
        if (current.underlineColour() != wanted.underlineColour()) {
            sgr.underlineColour(wanted.underlineColour());
        }
        terminal.accept(sgr.toString());
    }

    /** Changes all attributes. The flags of underline and extension may be set without a style or a link of their own. */
    void become(Attributes wanted) {
        flag(wanted.has(Attributes.UNDERLINE), wanted.has(Attributes.EXTENDED));
        colour(wanted);
    }

    private void flag(boolean underlined, boolean extended) {
        Attributes attributes = current.attributes();
        if (attributes.has(Attributes.UNDERLINE) == underlined && attributes.has(Attributes.EXTENDED) == extended) {
            return;
        }
        if (!underlined) {
            terminal.accept((extended ? SOME_LINK : NO_LINK) + "\u001b[24m");
        } else if (extended) {
            terminal.accept("\u001b[4m");
        } else {
            // DECRC restores the flag without the style, then the end of the link removes the extension
            terminal.accept("\u001b[4m\u001b7\u001b[24m\u001b8" + NO_LINK);
        }
    }

    /** Changes colours and flags, but not underline and extension. */
    void colour(Attributes wanted) {
        SgrText sgr = new SgrText();
        sgr.difference(current.attributes(), wanted);
        terminal.accept(sgr.toString());
        protectLike(wanted);
    }

    private void protectLike(Attributes wanted) {
        boolean isProtected = wanted.has(Attributes.PROTECTED);
        if (current.attributes().has(Attributes.PROTECTED) != isProtected) {
            terminal.accept(isProtected ? "\u001b[1\"q" : "\u001b[0\"q");
        }
    }
}
