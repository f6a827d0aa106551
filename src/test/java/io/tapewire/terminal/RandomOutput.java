package io.tapewire.terminal;

import java.util.Random;

/** Output as programs print it, and as no program would, from a seed. */
final class RandomOutput {
    private static final String[] CHARSETS = {
        "0", "A", "B", "4", "C", "5", "R", "Q", "K", "Y", "E", "6", "Z", "H", "7", "=", "x", "\"?"
    };
    private static final int[] SGR = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 22, 23, 24, 25, 27, 28, 29, 31, 37, 39, 41, 47, 49, 53, 55, 58, 59, 90, 97,
        100, 107, 999
    };
    private static final int[] PRIVATE_MODES = {
        1, 2, 3, 5, 6, 7, 12, 25, 45, 66, 2004, 2026, 1000, 1002, 1006, 1004, 1005, 47
    };
    private static final int[] SCREEN_MODES = {47, 1047, 1048, 1049};
    private static final String[] TEXTS = {
        "lqqk", "hello, world", "x", "äöü", "漢字", "e\u0301", "🎉", "\u0085\u009c", "~#[]{}|", " "
    };
    private static final String GARBAGE =
            "\u001b\u001b\u001b\u001b[[[]]PX^_?>=<!\"#$%&' ()*+-./0123456789;;;::::mhlrqpsuABCDEFGJKLMPSTXZabcdefn78NO=~|}\u0007\u0018\u001a\n\r\b\u000e\u000f\u007f\u0000ä漢\u0090\\";

    private final Random random;
    private final int rows;
    private final int cols;

    RandomOutput(long seed, int cols, int rows) {
        random = new Random(seed);
        this.cols = cols;
        this.rows = rows;
    }

    /** Anything. Where it stands may be anywhere. */
    String anything(int pieces) {
        StringBuilder output = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            output.append(pick(20) == 0 ? garbage(1 + pick(30)) : sequence());
        }
        return output.toString();
    }

    /** Whatever stands the same however the cursor was saved before, and on whatever screen. */
    String placed(int pieces) {
        StringBuilder output = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            output.append(pick(3) == 0 ? visible() : sequence());
            String place = "\u001b[" + (1 + pick(rows)) + ";" + (1 + pick(cols)) + "H";
            // a saved cursor stands anywhere, and on the normal screen there may be something else
            output.append(place.replace("H", "H\u001b[K"));
            output.append(visible());
        }
        return output.toString();
    }

    String sequence() {
        return switch (pick(24)) {
            case 0, 1, 2, 3, 4, 5 -> "\u001b[" + sgr() + "m";
            case 6 -> "\u001b" + "()*+-./".charAt(pick(7)) + CHARSETS[pick(CHARSETS.length)];
            case 7 ->
                pickOf(
                        "\u000e",
                        "\u000f",
                        "\u001bn",
                        "\u001bo",
                        "\u001b|",
                        "\u001b}",
                        "\u001b~",
                        "\u001b%G",
                        "\u001b%@");
            case 8, 9 -> "\u001b[?" + modes() + pickOf("h", "l");
            case 10 -> "\u001b[?" + SCREEN_MODES[pick(4)] + pickOf("h", "l");
            case 11 -> "\u001b[" + pickOf("4", "20", "4;20", "2;4:1", "") + pickOf("h", "l");
            case 12, 13 -> "\u001b" + pickOf("7", "8", "[s", "[u", "7", "8");
            case 14 -> "\u001b[" + margins() + "r";
            case 15 -> tabStop();
            case 16 ->
                "\u001b]8;" + pickOf("", "id=a", "id=", "x=y:id=b:c", " ", "id=ä")
                        + pickOf(";", ";", ";http://x/;y", ";http://y/ä", "") + end();
            case 17 -> "\u001b]" + colours() + end();
            case 18 -> "\u001b[" + pick(9) + " q";
            case 19 -> "\u001b[" + pick(4) + "\"q";
            case 20 -> pick(3) == 0 ? pickOf("\u001b[!p", "\u001bc", "\u001b#8") : visible();
            case 21 -> "\u001b" + pickOf("P1$r0m", "Pabc", "_apc\u0007", "^pm", "Xsos ä", "]0;title") + end();
            case 22 -> moving();
            default -> visible();
        };
    }

    String visible() {
        return TEXTS[pick(TEXTS.length)];
    }

    private String moving() {
        return switch (pick(8)) {
            case 0 -> "\r\n";
            case 1 -> "\n";
            case 2 -> "\b";
            case 3 -> "\t";
            case 4 ->
                "\u001b[" + pick(12)
                        + pickOf(
                                "A", "B", "C", "D", "E", "F", "G", "I", "Z", "@", "P", "X", "L", "M", "S", "T", "d",
                                "e", "b");
            case 5 -> "\u001b" + pickOf("D", "E", "M");
            case 6 -> "\u001b[" + pick(3) + pickOf("J", "K");
            default -> "\u001b[" + pick(12) + ";" + pick(30) + "H";
        };
    }

    private String sgr() {
        StringBuilder parameters = new StringBuilder();
        int count = pick(12) == 0 ? 40 : 1 + pick(4);
        for (int i = 0; i < count; i++) {
            parameters.append(i > 0 ? ";" : "").append(sgrParameter());
        }
        return parameters.toString();
    }

    private String sgrParameter() {
        return switch (pick(8)) {
            case 0 -> pickOf("38", "48", "58") + ";5;" + pick(300);
            case 1 -> pickOf("38", "48", "58") + ";2;" + pick(300) + ";" + pick(300) + ";" + pick(300);
            case 2 ->
                pickOf("38", "48", "58")
                        + pickOf(":5:", ":2::", ":2:", ":2:1:", ";5:", ":", ";2;1:", ":3:", ";3;")
                        + pick(300)
                        + pickOf("", ":7:9", ":7", ":::", ";5");
            case 3 -> "4:" + pickOf("0", "1", "2", "3", "4", "5", "6", "", "3:1");
            case 4 -> pickOf("", "31:5", "0:1");
            default -> String.valueOf(SGR[pick(SGR.length)]);
        };
    }

    private String modes() {
        StringBuilder modes = new StringBuilder();
        for (int i = pick(3); i >= 0; i--) {
            modes.append(PRIVATE_MODES[pick(PRIVATE_MODES.length)]).append(i > 0 ? ";" : "");
        }
        return modes.toString();
    }

    private String margins() {
        return pickOf(
                "",
                "0",
                ";",
                "0;0",
                String.valueOf(pick(40)),
                pick(12) + ";" + pick(30),
                pick(12) + ";" + pick(30),
                pick(40) + ";" + pick(60));
    }

    /** A tab stop at a column that follows from what stands before it. */
    private String tabStop() {
        int column = 1 + pick(cols / 2);
        String place = pickOf(
                "\u001b[" + column + "G",
                "\u001b[" + column + "`",
                "\u001b[" + (1 + pick(rows)) + ";" + column + "H",
                "\r" + " ".repeat(column),
                "\r\n" + "x".repeat(column) + "\u001b[31m",
                "\r\u001b[" + column + "C",
                "\u001b[5E\u001b[" + column + "a",
                "\u001b[" + column + "Gab\b\b\b",
                "\u001b[" + column + "G\u001b[2D");
        return pick(6) == 0 ? "\u001b[3g" : place + pickOf("\u001bH", "\u001bH", "\u001b[g", "\u001b[0g", "\u001b[2g");
    }

    private String colours() {
        String colour = pickOf(
                "#123",
                "#123456",
                "#abcdef012",
                "rgb:1/2/3",
                "rgb:12/34/56",
                "rgb:abcd/ef01/2345",
                "rgb:1/22/3",
                "?",
                "red",
                "");
        return switch (pick(8)) {
            case 0, 1 -> "4;" + pick(300) + ";" + colour;
            case 2 -> "4;" + pick(16) + ";" + colour + ";" + pickOf("7", "007", "x") + ";#fff;8";
            case 3, 4 -> pickOf("10", "11", "12", "13") + ";" + colour;
            case 5 -> pickOf("10", "11", "12") + ";" + colour + ";#010203;" + colour + ";#fff";
            case 6 -> pickOf("104", "104;", "104;7", "104;x;1;" + pick(300));
            default -> pickOf("110", "111", "112", "0110;x", "113");
        };
    }

    private String end() {
        return pickOf("\u0007", "\u001b\\", "\u001b\\", "\u001b[m", "\u0018", "\u001a");
    }

    /** What tab stops are set by is missing, because it may stand where only a terminal knows. */
    String garbage(int length) {
        StringBuilder output = new StringBuilder();
        for (int i = 0; i < length; i++) {
            output.append(GARBAGE.charAt(pick(GARBAGE.length())));
        }
        return output.toString();
    }

    String pickOf(String... choices) {
        return choices[pick(choices.length)];
    }

    int pick(int bound) {
        return random.nextInt(bound);
    }
}
