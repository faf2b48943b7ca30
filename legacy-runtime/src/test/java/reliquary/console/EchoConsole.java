package reliquary.console;

import java.util.List;
import reliquary.bus.KeyEvent;

/** A program for a terminal: a VGA whose screen lists the keys that were pressed, until it is told to stop. */
final class EchoConsole {
    private EchoConsole() {}

    public static void main(String[] arguments) throws Exception {
        RecordingTarget target = new RecordingTarget();
        target.print(0, "ready ║☺");
        try (TerminalConsole console = TerminalConsole.open(target)) {
            while (!target.wishes().contains("stop")) {
                List<String> pressed = target.keys().stream()
                        .filter(KeyEvent::pressed)
                        .map(event -> event.key().name())
                        .toList();
                target.print(2, String.join(" ", pressed));
                target.print(3, target.wishes().toString());
                Thread.sleep(10);
            }
        }
        System.out.println("stopped");
    }
}
