package reliquary.console;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** The console's own menu behind Ctrl-]: one line at the bottom that takes the keys while it is open. */
final class ConsoleMenu {
    private static final String CHOICES =
            " k send key   s screenshot   r reset   q quit   Ctrl-] send Ctrl-]   Esc back to the machine";
    private static final String NAMING = " key, e.g. CTRL+ALT+DEL or F12, then Enter: ";

    private final ConsoleTarget target;
    private final Consumer<KeyStroke> keyboard;
    private State state = State.CLOSED;
    private final StringBuilder name = new StringBuilder();
    private String message = "";

    private enum State {
        CLOSED,
        CHOOSING,
        NAMING,
        TELLING
    }

    /** @param keyboard where strokes for the machine go */
    ConsoleMenu(ConsoleTarget target, Consumer<KeyStroke> keyboard) {
        this.target = target;
        this.keyboard = keyboard;
    }

    /** What the line says; empty while the menu is closed. */
    Optional<String> line() {
        return switch (state) {
            case CLOSED -> Optional.empty();
            case CHOOSING -> Optional.of(CHOICES);
            case NAMING -> Optional.of(NAMING + name);
            case TELLING -> Optional.of(" " + message);
        };
    }

    /** Takes a key from the person: it is for the menu if that is open or it opens it, else for the machine. */
    void accept(TerminalKey key) {
        switch (state) {
            case CLOSED -> {
                if (key.character() == TerminalKey.MENU) {
                    state = State.CHOOSING;
                } else {
                    keyboard.accept(key.stroke());
                }
            }
            case CHOOSING -> choose(key);
            case NAMING -> nameKey(key.character());
            case TELLING -> {
                state = State.CLOSED;
                accept(key);
            }
        }
    }

    private void choose(TerminalKey key) {
        state = State.CLOSED;
        switch (key.character()) {
            case 'k', 'K' -> {
                name.setLength(0);
                state = State.NAMING;
            }
            case 's', 'S' -> saveScreenshot();
            case 'r', 'R' -> target.requestReset();
            case 'q', 'Q' -> target.requestStop();
            case TerminalKey.MENU -> keyboard.accept(key.stroke());
            case TerminalKey.ESCAPE -> {
                // back to the machine
            }
            default -> state = State.CHOOSING;
        }
    }

    private void saveScreenshot() {
        try {
            tell("saved " + target.saveScreenshot());
        } catch (IOException e) {
            tell("the screenshot could not be saved: " + e.getMessage());
        }
    }

    private void nameKey(char character) {
        switch (character) {
            case TerminalKey.ESCAPE -> state = State.CLOSED;
            case TerminalKey.BACKSPACE -> name.setLength(Math.max(0, name.length() - 1));
            case TerminalKey.ENTER -> sendNamed();
            default -> {
                if (character >= ' ' && character < TerminalKey.NONE) {
                    name.append(character);
                }
            }
        }
    }

    private void sendNamed() {
        state = State.CLOSED;
        try {
            TypedText.parse("{" + name + "}").forEach(keyboard);
        } catch (IllegalArgumentException e) {
            tell(e.getMessage());
        }
    }

    private void tell(String line) {
        message = line;
        state = State.TELLING;
    }
}
