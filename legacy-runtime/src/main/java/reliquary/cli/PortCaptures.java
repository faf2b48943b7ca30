package reliquary.cli;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.board.Cables;
import reliquary.bus.PrinterCable;
import reliquary.bus.SerialLine;
import reliquary.console.ByteCapture;
import reliquary.console.SerialSocket;
import reliquary.device.Uart16550;
import reliquary.machine.Watch;

/** What the command line plugs into the machine's ports: files, standard output, a TCP port. */
final class PortCaptures implements Closeable {
    private static final String TCP = "tcp:";

    /** Characters that may be on their way to the port: more wait at the peer. */
    private static final int MOST_UNDERWAY = 16;

    private final List<Closeable> open = new ArrayList<>();
    private final List<SerialLine> serial = new ArrayList<>();
    private final List<PrinterCable> parallel = new ArrayList<>();
    private Optional<SerialSocket> socket = Optional.empty();

    PortCaptures(BootOptions options) throws IOException {
        if (options.serial().isPresent()) {
            plugSerial(options.serial().get());
        }
        if (options.parallel().isPresent()) {
            ByteCapture printer = capture(options.parallel().get());
            open.add(printer);
            parallel.add(printer);
        }
    }

    private void plugSerial(String target) throws IOException {
        if (target.startsWith(TCP)) {
            SerialSocket line = SerialSocket.listen(portNumber(target));
            socket = Optional.of(line);
            open.add(line);
            serial.add(line);
        } else {
            ByteCapture line = capture(target);
            open.add(line);
            serial.add(line);
        }
    }

    private static int portNumber(String target) {
        try {
            int port = Integer.parseInt(target.substring(TCP.length()));
            if (port >= 0 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, with the right form
        }
        throw new CommandException(ExitStatus.BAD_INPUT, "--serial " + target + ": write tcp:PORT, 0 to 65535");
    }

    private static ByteCapture capture(String target) throws IOException {
        return target.equals("-")
                ? new ByteCapture("standard output", new FileOutputStream(FileDescriptor.out))
                : new ByteCapture(target, Files.newOutputStream(Path.of(target)));
    }

    Cables cables() {
        return new Cables(serial, parallel);
    }

    /** Hands what a TCP peer sent to the machine's first serial port. */
    Watch input(List<Uart16550> ports) {
        if (socket.isEmpty() || ports.isEmpty()) {
            return () -> true;
        }
        SerialSocket line = socket.get();
        Uart16550 port = ports.get(0);
        return () -> {
            line.drain(Math.max(0, MOST_UNDERWAY - port.underway()), port::receive);
            return true;
        };
    }

    @Override
    public void close() throws IOException {
        for (Closeable one : open) {
            one.close();
        }
    }
}
