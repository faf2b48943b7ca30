package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PngWriterTest {

    @Property(tries = 20)
    void another_reader_sees_the_same_pixels(
            @ForAll @IntRange(min = 1, max = 300) int width, @ForAll @IntRange(min = 1, max = 100) int height)
            throws IOException {
        Framebuffer picture = new Framebuffer(width, height);
        Random random = new Random(width * 1000L + height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.pixel(x, y, 0xFF000000 | random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        PngWriter.write(picture, file);
        ImageIO.setUseCache(false);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
        assertThat(read.getWidth()).isEqualTo(width);
        assertThat(read.getHeight()).isEqualTo(height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                assertThat(read.getRGB(x, y)).isEqualTo(picture.pixel(x, y));
            }
        }
    }
}
