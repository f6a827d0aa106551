package io.tapewire.event;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A program starts to print to a channel. From here to its {@link RunEnded} its output is one run.
 *
 * <p>The same declaration again changes nothing. Another one with the same name is refused: {@code fire} throws
 * {@link RunRefused}.
 *
 * @param channel the channel's name
 * @param run the run's name, unique in its channel: 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
 * @param title a few words for the viewers, at most 1,000 characters; {@code null} for none
 * @param cols the width of the program's terminal in columns, 1 to 1,000; {@code null} if it has no terminal
 * @param rows the height of the program's terminal in rows, 1 to 1,000; {@code null} if it has no terminal
 */
public record RunStarted(String channel, String run, String title, Integer cols, Integer rows) {
    /** The largest width and height, in cells. */
    public static final int MOST_CELLS = 1_000;

    /** The longest title, in characters. It is sent again to every viewer that joins late. */
    public static final int MOST_TITLE = 1_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** @throws IllegalArgumentException if the run's name, title or size is not allowed */
    public RunStarted {
        requireNonNull(channel, "channel");
        requireNonNull(run, "run");
        if (!NAME.matcher(run).matches()) {
            throw new IllegalArgumentException("a run's name has 1 to 64 characters of A-Z a-z 0-9 . _ -");
        }
        if (title != null && title.length() > MOST_TITLE) {
            throw new IllegalArgumentException("a run's title has at most " + MOST_TITLE + " characters");
        }
        if (cols == null != (rows == null)) {
            throw new IllegalArgumentException("a run declares both cols and rows, or neither");
        }
        requireCells("cols", cols);
        requireCells("rows", rows);
    }

    public RunStarted(String channel, String run, String title) {
        this(channel, run, title, null, null);
    }

    private static void requireCells(String name, Integer cells) {
        if (cells != null && (cells < 1 || cells > MOST_CELLS)) {
            throw new IllegalArgumentException(name + " is a whole number from 1 to " + MOST_CELLS);
        }
    }
}
