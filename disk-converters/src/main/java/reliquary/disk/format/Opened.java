package reliquary.disk.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The files and images below an image, closed together, last opened first. */
final class Opened implements Closeable {
    private final Deque<Closeable> things = new ArrayDeque<>();

    <T extends Closeable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Closeable thing : things) {
            try {
                thing.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
