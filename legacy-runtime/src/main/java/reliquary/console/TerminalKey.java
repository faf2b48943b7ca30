package reliquary.console;

/**
 * A key that arrived from a terminal.
 *
 * @param character the character that it types; {@link #NONE} for function and cursor keys
 * @param stroke the same at a PC's keyboard
 */
record TerminalKey(char character, KeyStroke stroke) {
    static final char NONE = '\uFFFF';
    static final char BACKSPACE = '\b';
    static final char ENTER = '\r';
    static final char ESCAPE = '\u001B';
    static final char MENU = '\u001D';
}
