package reliquary.console;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal that remembers what it shows, as far as the console's sequences go; anything else is an error. */
final class VirtualTerminal {
    private static final Pattern CSI = Pattern.compile("\u001B\\[([0-9;?]*)( ?[A-Za-z])");

    final int columns;
    final int rows;
    final char[] characters;
    final String[] renditions;
    int column;
    int row;
    boolean cursorShown = true;
    boolean alternate;
    boolean wraps = true;
    int cursorStyle;
    private String rendition = "";

    VirtualTerminal(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        characters = new char[columns * rows];
        renditions = new String[columns * rows];
        clear();
    }

    private void clear() {
        Arrays.fill(characters, ' ');
        Arrays.fill(renditions, "");
    }

    void write(String output) {
        int at = 0;
        Matcher csi = CSI.matcher(output);
        while (at < output.length()) {
            if (output.charAt(at) != '\u001B') {
                put(output.charAt(at++));
            } else if (csi.region(at, output.length()).lookingAt()) {
                control(csi.group(1), csi.group(2));
                at = csi.end();
            } else {
                throw new AssertionError("unknown sequence in " + output.substring(at));
            }
        }
    }

    private void put(char character) {
        if (column >= columns) {
            throw new AssertionError("wrote over the right edge of row " + row);
        }
        characters[row * columns + column] = character;
        renditions[row * columns + column] = rendition;
        column++;
    }

    private void control(String parameters, String command) {
        switch (command) {
            case "H" -> {
                String[] place = parameters.split(";");
                row = Integer.parseInt(place[0]) - 1;
                column = Integer.parseInt(place[1]) - 1;
            }
            case "m" -> rendition = parameters.equals("0") ? "" : parameters;
            case "J" -> clear();
            case " q" -> cursorStyle = Integer.parseInt(parameters);
            case "h", "l" -> mode(parameters, command.equals("h"));
            default -> throw new AssertionError("unknown command " + parameters + command);
        }
    }

    private void mode(String parameters, boolean on) {
        switch (parameters) {
            case "?25" -> cursorShown = on;
            case "?7" -> wraps = on;
            case "?1049" -> alternate = on;
            default -> throw new AssertionError("unknown mode " + parameters);
        }
    }

    String row(int number) {
        return new String(characters, number * columns, columns).stripTrailing();
    }
}
