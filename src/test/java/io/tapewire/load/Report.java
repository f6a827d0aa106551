package io.tapewire.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The figures of all works, printed as Markdown when the last one is done. A parameter of whoever measures; one thread. */
final class Report implements AutoCloseable {
    private static final String SERVER = System.getProperty("it.server");
    private static final Path FILE = Path.of(System.getProperty("it.report"));

    private final Map<String, List<String>> tables = new LinkedHashMap<>();

    /** Gives every test the same one, and has it printed at the end of all. */
    static final class Extension implements BeforeAllCallback, ParameterResolver {
        /** Begins before the server does, so that the last word is the report's and not the server's. */
        @Override
        public void beforeAll(ExtensionContext context) {
            report(context);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Report.class;
        }

        @Override
        public Report resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return report(context);
        }

        private static Report report(ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Report.class))
                    .getOrComputeIfAbsent(Report.class, type -> new Report(), Report.class);
        }
    }

    /** Adds a row to the table that has these columns: the first holds names, all others figures. */
    void row(String columns, Object... cells) {
        String[] names = columns.split("\\|", -1);
        tables.computeIfAbsent(columns, any -> {
                    List<String> head = new ArrayList<>();
                    head.add(line(names));
                    head.add("| --- |" + " ---: |".repeat(names.length - 1));
                    return head;
                })
                .add(line(Arrays.stream(cells).map(Report::text).toArray()));
    }

    private static String line(Object[] cells) {
        return Arrays.stream(cells).map(Object::toString).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String text(Object cell) {
        if (!(cell instanceof Double figure)) {
            return cell instanceof Number count
                    ? String.format(Locale.ROOT, "%,d", count.longValue())
                    : cell.toString();
        }
        if (figure.isNaN()) {
            return "–";
        }
        return String.format(
                Locale.ROOT, Math.abs(figure) < 10 ? "%.2f" : Math.abs(figure) < 100 ? "%.1f" : "%,.0f", figure);
    }

    @Override
    public void close() throws IOException {
        String text = tables.values().stream()
                .map(rows -> String.join("\n", rows))
                .collect(Collectors.joining("\n\n", "Load on " + SERVER + "\n\n", "\n"));
        Files.writeString(FILE, text);
        System.out.println("\n" + text);
    }
}
