package reliquary.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reliquary.bus.SerialLine;

/**
 * A serial port's cable over TCP, as raw bytes: the machine listens for one peer after another, or connects to one.
 *
 * <p>What the peer sends waits until the machine's own thread {@link #drain}s it, which is when the input gets its guest
 * time. Without a peer, and when the peer does not keep up, what the port sends is lost, as on a cable without
 * handshake.
 */
public final class SerialSocket implements SerialLine, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SerialSocket.class);
    private static final int BUFFER = 64 * 1024;
    private static final int CONNECT_MILLIS = 10_000;

    private final BlockingQueue<Byte> fromPeer = new ArrayBlockingQueue<>(BUFFER);
    private final BlockingQueue<Byte> toPeer = new ArrayBlockingQueue<>(BUFFER);
    private final Closeable endpoint;
    private final int port;
    private volatile Closeable peerSocket = () -> {};
    private volatile boolean closed;
    private volatile boolean connected;

    private SerialSocket(Closeable endpoint, int port) {
        this.endpoint = endpoint;
        this.port = port;
    }

    /**
     * Waits for peers on this host only.
     *
     * @param port 1 to 65,535, or 0 for any that is free
     * @throws IOException if the port is taken
     */
    public static SerialSocket listen(int port) throws IOException {
        ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        SerialSocket line = new SerialSocket(server, server.getLocalPort());
        start("serial listener", () -> line.acceptAll(server));
        return line;
    }

    /**
     * Connects to a peer.
     *
     * @throws IOException if nobody answers there within ten seconds
     */
    public static SerialSocket connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        SerialSocket line = new SerialSocket(socket, port);
        line.plug(socket);
        start("serial peer", () -> line.serve(socket));
        return line;
    }

    /** The TCP port that is listened on or connected to. */
    public int port() {
        return port;
    }

    /** Whether a peer is there now. */
    public boolean isConnected() {
        return connected;
    }

    /**
     * Hands over what the peer has sent since the last call; to be called by the machine's thread.
     *
     * @param most how many bytes the port can take now; the peer waits with the rest, as TCP makes it
     */
    public void drain(int most, IntConsumer port) {
        for (int taken = 0; taken < most; taken++) {
            Byte next = fromPeer.poll();
            if (next == null) {
                return;
            }
            port.accept(next & 0xFF);
        }
    }

    @Override
    public void transmit(int value) {
        if (connected && !toPeer.offer((byte) value)) {
            LOG.debug("the serial peer is too slow: a byte is lost");
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        endpoint.close();
        peerSocket.close();
    }

    private void acceptAll(ServerSocket server) {
        while (!closed) {
            try (Socket peer = server.accept()) {
                plug(peer);
                serve(peer);
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("serial port on TCP port {}: {}", port, e.getMessage());
                    return;
                }
            }
        }
    }

    private void plug(Socket peer) {
        toPeer.clear();
        peerSocket = peer;
        connected = true;
    }

    private void serve(Socket peer) {
        Thread writer = start("serial writer", () -> write(peer));
        try (peer) {
            InputStream in = peer.getInputStream();
            for (int next = in.read(); next >= 0 && !closed; next = in.read()) {
                fromPeer.put((byte) next);
            }
        } catch (IOException e) {
            LOG.debug("serial peer went away: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connected = false;
            writer.interrupt();
        }
    }

    private void write(Socket peer) {
        try {
            while (!closed) {
                peer.getOutputStream().write(toPeer.take());
            }
        } catch (IOException e) {
            LOG.debug("serial peer went away: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the peer is gone
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
