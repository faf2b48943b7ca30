package reliquary.console;

import java.util.Arrays;

/** A picture of {@code width} times {@code height} pixels, each FFRRGGBBh, row by row from the top left. */
public final class Framebuffer implements Screen {
    private final int width;
    private final int height;
    private final int[] pixels;

    /** A black picture; both sizes are at least 1. */
    public Framebuffer(int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new int[width * height];
        Arrays.fill(pixels, 0xFF000000);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** FFRRGGBBh at {@code x} from the left, {@code y} from the top. */
    public int pixel(int x, int y) {
        return pixels[y * width + x];
    }

    void pixel(int x, int y, int argb) {
        pixels[y * width + x] = argb;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Framebuffer that && width == that.width && Arrays.equals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pixels);
    }

    @Override
    public String toString() {
        return width + "x" + height + " pixels";
    }
}
