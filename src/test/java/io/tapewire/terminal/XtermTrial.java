package io.tapewire.terminal;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** Random output for two terminals of the same size, one of which comes late. */
record XtermTrial(int cols, int rows, boolean convertEol, String before, String rest, String after) {
    private static final int LEAST_COLS = 20;
    private static final int LEAST_ROWS = 5;
    private static final int SIZES = 30;
    private static final String LEAVING_ALTERNATE_SCREEN =
            "(?s).*\u001b\\[\\?[0-9;]*47[0-9;]*l.*|.*\u001b\\[\\?[0-9;]*1049[0-9;]*l.*";

    static XtermTrial of(long seed) {
        RandomOutput size = new RandomOutput(seed, 1, 1);
        int cols = LEAST_COLS + size.pick(SIZES);
        int rows = LEAST_ROWS + size.pick(SIZES);
        RandomOutput output = new RandomOutput(seed, cols, rows);
        String before = output.anything(1 + output.pick(30));
        if (output.pick(4) == 0) {
            before = before.substring(
                    0, before.offsetByCodePoints(0, output.pick(before.codePointCount(0, before.length()) + 1)));
        }
        String rest = output.pickOf(
                "",
                "",
                "m",
                "1m",
                ";4:3m",
                "5h",
                "\\",
                ";#fff\u0007",
                "http://z\u0007",
                ";\u0007",
                "ä\u0007",
                "0",
                "q\u001b\\",
                "1;31m",
                ":31m",
                "p");
        return new XtermTrial(cols, rows, output.pick(2) == 0, before, rest + "\u0018", after(output));
    }

    private static String after(RandomOutput output) {
        StringBuilder after = new StringBuilder(output.visible());
        for (int i = output.pick(8); i >= 0; i--) {
            String sequence =
                    output.pick(4) == 0 ? output.visible() + "\t|\tx\n" + output.visible() : output.sequence();
            after.append(sequence);
            if (sequence.matches(LEAVING_ALTERNATE_SCREEN)) {
                // what is on the normal screen is not restored
                after.append("\u001b[H\u001b[2J\u001b[3J");
            }
            // neither is where the cursor was saved
            after.append("\u001b[")
                    .append(1 + output.pick(20))
                    .append(';')
                    .append(1 + output.pick(30))
                    .append('H');
            after.append(output.visible());
        }
        return after.toString();
    }

    JsonObject restored(String restoring) {
        return json(restoring).build();
    }

    JsonObject madeFresh() {
        return json("").add("fresh", true).build();
    }

    private jakarta.json.JsonObjectBuilder json(String late) {
        return Json.createObjectBuilder()
                .add("cols", cols)
                .add("rows", rows)
                .add("convertEol", convertEol)
                .add("early", before)
                .add("late", late)
                .add("rest", rest)
                .add("after", after);
    }
}
