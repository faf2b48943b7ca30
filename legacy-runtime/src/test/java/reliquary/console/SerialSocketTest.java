package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SerialSocketTest {
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(Duration.ofMillis(2).toMillis());
        }
    }

    private static Socket peer(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void a_peer_that_connects_hears_and_is_heard() throws Exception {
        try (SerialSocket line = SerialSocket.listen(0);
                Socket peer = peer(line.port())) {
            await(line::isConnected);
            line.transmit('H');
            line.transmit(0xFF);
            assertThat(peer.getInputStream().readNBytes(2)).containsExactly('H', (byte) 0xFF);
            peer.getOutputStream().write(new byte[] {'o', 'k', (byte) 0x80});
            List<Integer> heard = new ArrayList<>();
            await(() -> {
                line.drain(1, heard::add);
                return heard.size() == 3;
            });
            assertThat(heard).containsExactly((int) 'o', (int) 'k', 0x80);
        }
    }

    @Test
    void without_a_peer_what_is_sent_is_lost_and_the_next_peer_starts_fresh() throws Exception {
        try (SerialSocket line = SerialSocket.listen(0)) {
            line.transmit('x');
            for (char c : new char[] {'1', '2'}) {
                try (Socket peer = peer(line.port())) {
                    await(line::isConnected);
                    line.transmit(c);
                    assertThat(peer.getInputStream().read()).isEqualTo(c);
                }
                await(() -> !line.isConnected());
            }
        }
    }

    @Test
    void connects_to_a_server() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SerialSocket line = SerialSocket.connect("localhost", server.getLocalPort());
                Socket accepted = server.accept()) {
            line.transmit('C');
            assertThat(accepted.getInputStream().read()).isEqualTo('C');
        }
    }

    @Test
    void closing_ends_the_peers_stream() throws Exception {
        SerialSocket line = SerialSocket.listen(0);
        try (Socket peer = peer(line.port())) {
            await(line::isConnected);
            line.close();
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_port_in_use_is_refused() throws Exception {
        try (SerialSocket line = SerialSocket.listen(0)) {
            assertThatThrownBy(() -> SerialSocket.listen(line.port())).isInstanceOf(IOException.class);
        }
    }
}
