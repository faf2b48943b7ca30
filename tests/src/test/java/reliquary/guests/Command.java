package reliquary.guests;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import reliquary.cli.Relic;

/** One call of the {@code relic} command and what came of it. */
record Command(int status, String out, String err) {

    /** Runs {@code relic} with these arguments, in this process. */
    static Command relic(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int status = Relic.execute(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Command(status, out.toString(), err.toString());
    }

    /** Boots headless with a limit that only a broken machine reaches, and prints the final screen. */
    static Command run(Object... arguments) {
        List<Object> all = new ArrayList<>(
                List.of("run", "--headless", "--guest-timeout", "300s", "--timeout", "90s", "--print-screen"));
        all.addAll(List.of(arguments));
        return relic(all.toArray());
    }
}
