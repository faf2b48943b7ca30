package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ByteCaptureTest {
    @Test
    void a_line_is_there_when_it_is_complete_and_the_rest_when_closed() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ByteCapture capture = new ByteCapture("out", file)) {
            "one\ntw".chars().forEach(capture::transmit);
            assertThat(file.toString(StandardCharsets.US_ASCII)).isEqualTo("one\n");
            capture.print('o');
        }
        assertThat(file.toString(StandardCharsets.US_ASCII)).isEqualTo("one\ntwo");
    }

    @Test
    void an_output_that_fails_is_left_alone_after_the_first_time() {
        AtomicInteger attempts = new AtomicInteger();
        ByteCapture capture = new ByteCapture("full disk", new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                attempts.incrementAndGet();
                throw new IOException("no space left");
            }
        });
        assertThatCode(() -> "a\nb\nc\n".chars().forEach(capture::transmit)).doesNotThrowAnyException();
        assertThat(attempts).hasValue(1);
    }
}
