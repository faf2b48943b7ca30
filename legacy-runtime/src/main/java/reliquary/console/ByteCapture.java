package reliquary.console;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reliquary.bus.PrinterCable;
import reliquary.bus.SerialLine;

/**
 * Keeps what a serial or parallel port sends: in a file, on standard output. Each line is there as soon as it is
 * complete.
 *
 * <p>An output that fails, such as a full disk, is told of once in the log; the guest goes on as with a printer out of
 * sight.
 */
public final class ByteCapture implements SerialLine, PrinterCable, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ByteCapture.class);

    private final String name;
    private final OutputStream output;
    private boolean failed;

    /** @param name what the log calls the output, such as its file name */
    public ByteCapture(String name, OutputStream output) {
        this.name = name;
        this.output = new BufferedOutputStream(output);
    }

    @Override
    public void transmit(int value) {
        keep(value);
    }

    @Override
    public void print(int value) {
        keep(value);
    }

    @Override
    public void close() throws IOException {
        output.close();
    }

    private void keep(int value) {
        if (failed) {
            return;
        }
        try {
            output.write(value);
            if (value == '\n') {
                output.flush();
            }
        } catch (IOException e) {
            failed = true;
            LOG.warn("cannot write to {}: {}; what the port sends is lost from here on", name, e.getMessage());
        }
    }
}
